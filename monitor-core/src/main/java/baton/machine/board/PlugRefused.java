package baton.machine.board;

/** A device cannot be added or taken away; the text is what the user reads. */
public final class PlugRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public PlugRefused(String text) {
        super(text, null, false, false);
    }
}
