package baton.cli.update;

/** Between two looks at something that others change. */
final class Pause {
    private static final long MILLIS = 5;

    private Pause() {}

    static void briefly() throws UpdateFailed {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UpdateFailed.unsure("interrupted");
        }
    }
}
