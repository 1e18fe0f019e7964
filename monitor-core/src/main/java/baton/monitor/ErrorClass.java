package baton.monitor;

/** The closed list of QMP error classes; clients tell errors apart by these words only. */
public enum ErrorClass {
    /** Anything without a class of its own. */
    GENERIC("GenericError"),
    /** No such command, or not in this state of the session. */
    COMMAND_NOT_FOUND("CommandNotFound"),
    /** The device is there but not in use. */
    DEVICE_NOT_ACTIVE("DeviceNotActive"),
    /** No such device or type. */
    DEVICE_NOT_FOUND("DeviceNotFound"),
    /** The kernel lacks what was asked for. */
    KVM_MISSING_CAP("KVMMissingCap");

    private final String wireName;

    ErrorClass(String wireName) {
        this.wireName = wireName;
    }

    /** The word on the wire. */
    public String wireName() {
        return wireName;
    }
}
