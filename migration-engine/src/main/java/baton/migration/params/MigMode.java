package baton.migration.params;

/** Values of the migration parameter {@code mode}, in QAPI order. */
public enum MigMode {
    /** Live migration. */
    NORMAL("normal"),
    /** Save to a file, start again later, perhaps under another kernel. */
    CPR_REBOOT("cpr-reboot"),
    /** Hand RAM descriptors to a new process over a socket. */
    CPR_TRANSFER("cpr-transfer"),
    /** Exec the new process in place. */
    CPR_EXEC("cpr-exec");

    private final String wire;

    MigMode(String wire) {
        this.wire = wire;
    }

    /** QEMU's name. */
    public String wireName() {
        return wire;
    }

    static MigMode named(String name) {
        for (MigMode mode : values()) {
            if (mode.wire.equals(name)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(name);
    }
}
