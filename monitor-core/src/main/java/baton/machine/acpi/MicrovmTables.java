package baton.machine.acpi;

import baton.machine.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The tables of a microvm with PCI Express: hardware-reduced ACPI (ACPI 6.4, 4.1), at {@link PcTables#RSDP}. They tell of the
 * PCI root, the serial port and virtio-mmio devices.
 */
public final class MicrovmTables {
    private static final int FADT_SIZE = 268;
    /** Reset register, hardware-reduced. */
    private static final int FADT_FLAGS = 1 << 10 | 1 << 20;

    private static final int SOFT_OFF = 5;

    private final int cpus;
    private final Windows windows;
    private final Power power;
    private final Aml bus = new Aml();
    private int virtio;

    /**
     * Where PCI Express is.
     *
     * @param ecam address of configuration space, for 256 buses
     * @param low first address of windows below 4 GiB
     * @param lowBytes bytes from there on
     * @param high first address of windows above all RAM
     * @param highBytes bytes from there on
     * @param firstGsi of four, for interrupt pins
     */
    public record Windows(long ecam, long low, long lowBytes, long high, long highBytes, int firstGsi) {}

    /**
     * Registers in memory.
     *
     * @param control sleep control
     * @param status sleep status
     * @param reset reset register
     * @param resetValue what is written there
     */
    public record Power(long control, long status, long reset, int resetValue) {}

    /** @param cpus number of processors, APIC ids from 0 */
    public MicrovmTables(int cpus, Windows windows, Power power) {
        this.cpus = cpus;
        this.windows = windows;
        this.power = power;
    }

    /** Tells of a serial port at 0x3f8. */
    public MicrovmTables serial() {
        bus.device("COM1", Aml.serialPort());
        return this;
    }

    /** Tells of a virtio-mmio transport. */
    public MicrovmTables virtio(long address, int bytes, int gsi) {
        int number = virtio++;
        Aml device = new Aml().name("_HID", Aml.text("LNRO0005")).name("_UID", Aml.integer(number));
        device.name("_STA", Aml.integer(0xf)).name("_CCA", Aml.integer(1));
        device.name("_CRS", Aml.resources(Aml.memory(address, bytes), Aml.input(gsi)));
        bus.device("VR0" + (char) (number < 10 ? 0x30 + number : 0x37 + number), device);
        return this;
    }

    /** Writes them into the guest. */
    public void write(GuestMemory memory) {
        TableArea area = build();
        memory.write(TableArea.START, area.bytes(), 0, area.used());
    }

    TableArea build() {
        TableArea area = new TableArea();
        int dsdt = area.table("DSDT", 2, dsdt());
        int fadt = area.table("FACP", 5, fadt(dsdt));
        int madt = area.table("APIC", 1, Madt.body(cpus));
        area.root(fadt, madt, area.table("MCFG", 1, TableArea.mcfg(windows.ecam())));
        return area;
    }

    private byte[] dsdt() {
        Aml root = new Aml().name("_HID", Aml.eisaId("PNP0A08")).name("_CID", Aml.eisaId("PNP0A03"));
        root.name("_UID", Aml.integer(0)).name("_BBN", Aml.integer(0));
        byte[] low = Aml.memoryWindow(windows.low(), windows.low() + windows.lowBytes() - 1);
        byte[] high = Aml.wideWindow(windows.high(), windows.highBytes());
        root.name("_CRS", Aml.resources(Aml.buses(0, 0xff), low, high));
        root.name("_PRT", Aml.routes(windows.firstGsi())).echo("_OSC", 4, 3);
        Aml all = new Aml().systemBus(bus.device("PCI0", root));
        return all.rootName("_S5_", Aml.numbers(SOFT_OFF, 0, 0, 0)).bytes();
    }

    private byte[] fadt(int dsdt) {
        ByteBuffer t = ByteBuffer.allocate(FADT_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        t.putInt(40, dsdt).putInt(112, FADT_FLAGS).putLong(140, dsdt);
        register(t, 116, power.reset());
        t.put(128, (byte) power.resetValue()).put(131, (byte) 1);
        register(t, 244, power.control());
        register(t, 256, power.status());
        byte[] body = new byte[FADT_SIZE - TableArea.HEADER];
        t.get(TableArea.HEADER, body);
        return body;
    }

    /** A byte in memory. */
    private static void register(ByteBuffer t, int at, long address) {
        t.put(at + 1, (byte) 8).put(at + 3, (byte) 1).putLong(at + 4, address);
    }
}
