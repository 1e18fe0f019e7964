package baton.cli.update;

/** The update did not come to its end; the message says why, the status where the guest is. */
final class UpdateFailed extends Exception {
    private static final long serialVersionUID = 1L;
    /** The guest runs on in the old process, which is as it was. */
    static final int UNCHANGED = 1;
    /** Anything else: the message says what is known. */
    static final int UNSURE = 2;

    private final int status;

    private UpdateFailed(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Nothing has changed. */
    static UpdateFailed unchanged(String message) {
        return new UpdateFailed(UNCHANGED, message, null);
    }

    /** Nothing has changed. */
    static UpdateFailed unchanged(String message, Throwable cause) {
        return new UpdateFailed(UNCHANGED, message + ": " + cause.getMessage(), cause);
    }

    /** Something has changed, or may have. */
    static UpdateFailed unsure(String message) {
        return new UpdateFailed(UNSURE, message, null);
    }

    /** Something has changed, or may have. */
    static UpdateFailed unsure(String message, Throwable cause) {
        return new UpdateFailed(UNSURE, message + ": " + cause.getMessage(), cause);
    }

    /** Exit status of the command. */
    int status() {
        return status;
    }
}
