package baton.migration.spi;

/** Began and could not finish; has to be undone. The text becomes error-desc. */
public final class MigrationFailed extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one with a cause. */
    public MigrationFailed(String text, Throwable cause) {
        super(text, cause);
    }

    /** Makes one without a cause. */
    public MigrationFailed(String text) {
        super(text);
    }
}
