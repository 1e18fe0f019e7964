package baton.cli.options;

/** The machines Baton has. */
public enum MachineType {
    /** The minimal PC without PCI. */
    MICROVM("microvm", "microvm.ram", 288),
    /** The PC with PCI Express and ACPI. */
    Q35("pc-q35-10.2", "pc.ram", 255),
    /** No machine at all: a monitor to ask questions of. */
    NONE("none", "ram", 1);

    private final String wireName;
    private final String ramId;
    private final int maxCpus;

    MachineType(String wireName, String ramId, int maxCpus) {
        this.wireName = wireName;
        this.ramId = ramId;
        this.maxCpus = maxCpus;
    }

    /** QEMU's name. */
    public String wireName() {
        return wireName;
    }

    /** The id of the RAM made when no backend is named. */
    public String ramId() {
        return ramId;
    }

    /** The most vCPUs it takes. */
    public int maxCpus() {
        return maxCpus;
    }

    /** The machine of that name, or null. */
    static MachineType of(String name) {
        return switch (name) {
            case "microvm" -> MICROVM;
            case "q35", "pc-q35-10.2" -> Q35;
            case "none" -> NONE;
            default -> null;
        };
    }
}
