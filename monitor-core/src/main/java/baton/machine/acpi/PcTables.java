package baton.machine.acpi;

import baton.machine.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The tables of a PC with PCI and ICH9 power management: RSDP, RSDT, XSDT, FADT, FACS, MADT, MCFG and DSDT. ACPI 6.4,
 * chapter 5. They begin at {@link #RSDP}, in the last 64 KiB below 1 MiB, where kernels look.
 */
public final class PcTables {
    /** Where the root pointer is. */
    public static final int RSDP = TableArea.START;

    /** Where addresses end that real mode can begin at. */
    public static final int REAL_MODE_END = 1 << 20;

    /** The IOAPIC's first input of four for interrupt pins of PCI devices. */
    public static final int FIRST_PCI_GSI = 20;

    /** A page in the tables' area for the number of {@code vmgenid}. */
    public static final int GENERATION_PAGE = 0xff000;

    /** The event by which its change is told. */
    public static final int GENERATION_EVENT = 5;

    private static final int FACS = 0xf0040;
    private static final int WAKING_VECTOR = FACS + 12;
    private static final int HEADER = TableArea.HEADER;
    private static final int FADT_SIZE = 244;
    private static final int FACS_SIZE = 64;

    private static final int SCI = 9;
    private static final int SMI_COMMAND = 0xb2;
    private static final int ACPI_ENABLE = 2;
    private static final int ACPI_DISABLE = 3;
    private static final int RESET_PORT = 0xcf9;
    private static final int RESET_VALUE = 0x0f;
    /** WBINVD works, C1, no sleep button, the RTC wakes nobody, reset register. */
    private static final int FADT_FLAGS = 1 | 1 << 2 | 1 << 5 | 1 << 6 | 1 << 10;
    /** Legacy devices on the ISA bus, no VGA. */
    private static final int BOOT_ARCHITECTURE = 1 | 1 << 2;

    private static final int[] LEVEL_INTERRUPTS = {5, SCI, 10, 11};

    private final int cpus;
    private final int pmBase;
    private final long ecam;
    private final TableArea area = new TableArea();
    private int panicPort;
    private int generationAt;

    /**
     * @param cpus number of processors, APIC ids from 0
     * @param pmBase port of the power management registers
     * @param ecam address of configuration space, for 256 buses
     */
    public PcTables(int cpus, int pmBase, long ecam) {
        this.cpus = cpus;
        this.pmBase = pmBase;
        this.ecam = ecam;
    }

    /** Has them tell of a port for panics, by which Linux finds it; 0 for none. */
    public PcTables panicPort(int port) {
        panicPort = port;
        return this;
    }

    /** Has them tell where the number of {@code vmgenid} is; 0 for nowhere. */
    public PcTables generation(int address) {
        generationAt = address;
        return this;
    }

    /** Writes them into the guest. */
    public void write(GuestMemory memory) {
        byte[] tables = build();
        memory.write(RSDP, tables, 0, area.used());
    }

    /** Where the guest wants to wake up in real mode, as it has left in the FACS; 0 for nowhere. */
    public static int wakingVector(GuestMemory memory) {
        byte[] facs = new byte[4];
        memory.read(WAKING_VECTOR, facs, 0, facs.length);
        return ByteBuffer.wrap(facs).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** The 64 KiB from {@link #RSDP} on. */
    byte[] build() {
        int dsdt = area.table("DSDT", 1, dsdt());
        facs();
        int fadt = area.table("FACP", 3, fadt(dsdt));
        int madt = area.table("APIC", 1, Madt.body(cpus, LEVEL_INTERRUPTS));
        area.root(fadt, madt, area.table("MCFG", 1, TableArea.mcfg(ecam)));
        return area.bytes();
    }

    private void facs() {
        area.out().position(FACS - RSDP);
        area.ascii("FACS");
        area.out().putInt(FACS_SIZE);
        area.out().put(FACS - RSDP + 32, (byte) 1);
    }

    /** Fixed ACPI description table, revision 3; positions in comments are the specification's. */
    private byte[] fadt(int dsdt) {
        ByteBuffer t = ByteBuffer.allocate(FADT_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        t.putInt(36, FACS).putInt(40, dsdt).putShort(46, (short) SCI).putInt(48, SMI_COMMAND);
        t.put(52, (byte) ACPI_ENABLE).put(53, (byte) ACPI_DISABLE);
        t.putInt(56, pmBase).putInt(64, pmBase + 4).putInt(76, pmBase + 8).putInt(80, pmBase + 0x20);
        t.put(88, (byte) 4).put(89, (byte) 2).put(91, (byte) 4).put(92, (byte) 16);
        t.putShort(96, (short) 0xfff).putShort(98, (short) 0xfff); // no C2, no C3
        t.put(108, (byte) 0x32); // century in CMOS
        t.putShort(109, (short) BOOT_ARCHITECTURE).putInt(112, FADT_FLAGS);
        register(t, 116, RESET_PORT, 1);
        t.put(128, (byte) RESET_VALUE).putLong(140, dsdt);
        register(t, 148, pmBase, 4);
        register(t, 172, pmBase + 4, 2);
        register(t, 208, pmBase + 8, 4);
        register(t, 220, pmBase + 0x20, 16);
        byte[] body = new byte[FADT_SIZE - HEADER];
        t.get(HEADER, body);
        return body;
    }

    /** A generic address of {@code size} bytes of ports. */
    private static void register(ByteBuffer t, int at, int port, int size) {
        t.put(at, (byte) 1).put(at + 1, (byte) (8 * size)).putLong(at + 4, port);
    }

    /** What cannot be found by probing: the PCI root, the ISA devices, and the values that make the machine sleep. */
    private byte[] dsdt() {
        Aml rtc = new Aml().name("_HID", Aml.eisaId("PNP0B00"));
        rtc.name("_CRS", Aml.resources(Aml.ports(0x70, 2), Aml.interrupt(8)));
        Aml lpc = new Aml()
                .name("_ADR", Aml.integer(0x1f0000))
                .device("COM1", Aml.serialPort())
                .device("RTC_", rtc);
        if (panicPort != 0) {
            Aml panic = new Aml().name("_HID", Aml.text("QEMU0001")).name("_STA", Aml.integer(0xf));
            lpc.device("PEVT", panic.name("_CRS", Aml.resources(Aml.ports(panicPort, 1))));
        }
        Aml root = new Aml().name("_HID", Aml.eisaId("PNP0A08")).name("_CID", Aml.eisaId("PNP0A03"));
        root.name("_UID", Aml.integer(0)).name("_BBN", Aml.integer(0)).name("_CRS", rootWindows());
        root.name("_PRT", Aml.routes(FIRST_PCI_GSI));
        root.echo("_OSC", 4, 3); // whatever the system asks for, such as hot plug by its own means, it gets
        root.device("ISA_", lpc);
        Aml bus = new Aml().device("PCI0", root);
        Aml all = new Aml().systemBus(generationAt == 0 ? bus : bus.device("VGEN", generation()));
        if (generationAt != 0) {
            all.events(new Aml().notice("_E0" + GENERATION_EVENT, "_SB_", "VGEN"));
        }
        all.rootName("_S3_", Aml.numbers(1, 1, 0, 0)).rootName("_S4_", Aml.numbers(2, 2, 0, 0));
        return all.rootName("_S5_", Aml.numbers(0, 0, 0, 0)).bytes();
    }

    /** As Microsoft's "Virtual Machine Generation ID" has it. */
    private Aml generation() {
        Aml device = new Aml().name("_HID", Aml.text("QEMUVGID")).name("_CID", Aml.text("VM_Gen_Counter"));
        device.name("_DDN", Aml.text("VM_Gen_Counter")).name("_STA", Aml.integer(0xf));
        return device.name("ADDR", Aml.numbers(generationAt, 0));
    }

    private byte[] rootWindows() {
        return Aml.resources(
                Aml.buses(0, 0xff),
                Aml.ports(0xcf8, 8),
                Aml.portWindow(0, 0xcf7),
                Aml.portWindow(0xd00, 0xffff),
                Aml.memoryWindow(ecam + 0x10000000, (Madt.IOAPIC & 0xffffffffL) - 1));
    }
}
