package baton.cli.demo;

/** Something in the demo is not as it must be; the message says what. */
final class DemoFailed extends Exception {
    private static final long serialVersionUID = 1L;

    DemoFailed(String message) {
        super(message);
    }

    DemoFailed(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
