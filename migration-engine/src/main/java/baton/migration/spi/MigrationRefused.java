package baton.migration.spi;

/** Asked for the impossible; nothing changed. The text is what the client reads. */
public final class MigrationRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one with a cause. */
    public MigrationRefused(String text, Throwable cause) {
        super(text, cause);
    }

    /** Makes one without a cause. */
    public MigrationRefused(String text) {
        super(text);
    }
}
