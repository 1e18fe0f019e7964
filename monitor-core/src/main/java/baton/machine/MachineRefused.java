package baton.machine;

/** The machine will not do that in its present state; the text is what the client reads. */
public final class MachineRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public MachineRefused(String text) {
        super(text);
    }
}
