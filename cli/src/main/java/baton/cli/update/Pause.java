package baton.cli.update;

/**
 * Between two looks at something that others change. Whoever ends this command meanwhile interrupts it, which counts as
 * a failure until the guest has moved.
 */
final class Pause {
    private static final long MILLIS = 5;

    private Pause() {}

    static void briefly() throws UpdateFailed {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            throw UpdateFailed.unchanged("interrupted", e);
        }
    }
}
