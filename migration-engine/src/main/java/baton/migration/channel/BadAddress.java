package baton.migration.channel;

/** A migration address that means nothing, with QEMU's text. */
public final class BadAddress extends Exception {
    private static final long serialVersionUID = 1L;

    BadAddress(String text) {
        super(text);
    }
}
