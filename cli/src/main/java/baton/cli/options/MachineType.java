package baton.cli.options;

/** The machines Baton has. */
public enum MachineType {
    /** The minimal PC without PCI. */
    MICROVM("microvm", "microvm.ram", 288),
    /** The PC with PCI Express and ACPI. */
    Q35("pc-q35-10.2", "pc.ram", 255),
    /** As {@link #Q35}, by the name older QEMUs and configurations know: here nothing else differs. */
    Q35_10_1("pc-q35-10.1", "pc.ram", 255),
    /** As {@link #Q35_10_1}. */
    Q35_10_0("pc-q35-10.0", "pc.ram", 255),
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

    /** Whether it is a q35, of whatever version. */
    public boolean isQ35() {
        return this == Q35 || this == Q35_10_1 || this == Q35_10_0;
    }

    /** The machine of that name, or null. */
    static MachineType of(String name) {
        return switch (name) {
            case "microvm" -> MICROVM;
            case "q35", "pc-q35-10.2" -> Q35;
            case "pc-q35-10.1" -> Q35_10_1;
            case "pc-q35-10.0" -> Q35_10_0;
            case "none" -> NONE;
            default -> null;
        };
    }
}
