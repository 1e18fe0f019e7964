package baton.net;

/** A network backend cannot be had. The message is what QEMU prints after the option. */
public final class NetException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean notFound;

    /** Says why. */
    public NetException(String message) {
        this(message, false, null);
    }

    /** Says why, and what was behind it. */
    public NetException(String message, Throwable cause) {
        this(message, false, cause);
    }

    private NetException(String message, boolean notFound, Throwable cause) {
        super(message, cause, false, false);
        this.notFound = notFound;
    }

    /** There is none of that name: QMP's class DeviceNotFound. */
    static NetException notFound(String name) {
        return new NetException("Device '" + name + "' not found", true, null);
    }

    /** Whether what was named does not exist. */
    public boolean notFound() {
        return notFound;
    }
}
