package baton.device.virtio.testing;

import baton.device.pci.PciBus;
import baton.device.pci.PciEcam;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioFeatures;
import baton.device.virtio.VirtioPci;
import baton.machine.bus.Doorbells;
import baton.machine.bus.IoDevice;
import baton.machine.irq.IrqLine;
import java.util.ArrayList;
import java.util.List;

/**
 * A driver of one device behind a virtio PCI transport on bus 0, device 3: windows at fixed places, queue 0 in RAM at
 * 0x10000, its available ring at 0x14000 and its used ring at 0x18000 (legacy: behind one another).
 */
public final class PciDriver {
    /** Where the modern window is. */
    public static final long MODERN = 0xc0000000L;
    /** Where the table of vectors is. */
    public static final long VECTORS = 0xc0010000L;
    /** Where the ports are. */
    public static final int PORTS = 0xc000;

    private static final int CONFIG = 3 << 15;
    private static final int DESCRIPTORS = 0x10000;

    private final PciBus root = new PciBus();
    private final PciEcam ecam = new PciEcam(root);
    private final IoDevice ports = root.map().portsFrom(0);
    private final FakeRam ram;
    private final FakeLine line = new FakeLine();
    private final VirtioPci transport;
    private final List<String> messages;
    private int available = DESCRIPTORS + 0x4000;

    /** Puts {@code device} into a transport of its own, the machine running, its windows placed. */
    public PciDriver(VirtioDevice device, boolean behindPort, Doorbells bells, FakeRam ram) {
        this(make(device, behindPort, bells, ram, new ArrayList<>()), ram);
    }

    /** Drives a transport that is there, the machine running, its windows placed. */
    public PciDriver(VirtioPci transport, FakeRam ram) {
        this(new Made(transport, new ArrayList<>()), ram);
    }

    private record Made(VirtioPci transport, List<String> messages) {}

    private PciDriver(Made made, FakeRam ram) {
        this.ram = ram;
        this.transport = made.transport();
        this.messages = made.messages();
        transport.core().start();
        root.wire(IrqLine.NONE, IrqLine.NONE, IrqLine.NONE, line);
        root.add(3, 0, transport.function());
        place();
    }

    private static Made make(
            VirtioDevice device, boolean behindPort, Doorbells bells, FakeRam ram, List<String> messages) {
        VirtioPci.Place place = new VirtioPci.Place(
                "0000:00:03.0",
                behindPort,
                (address, data) -> messages.add(Long.toHexString(address) + "=" + data),
                bells);
        return new Made(new VirtioPci(place, device, ram, new Said()), messages);
    }

    /** Gives the windows their places, and lets it be master. */
    public void place() {
        config(0x10, PORTS, 4);
        config(0x14, (int) VECTORS, 4);
        config(0x20, (int) MODERN, 4);
        config(4, 7, 2);
    }

    /** The transport. */
    public VirtioPci transport() {
        return transport;
    }

    /** Where its interrupt pin ends. */
    public FakeLine line() {
        return line;
    }

    /** Interrupts sent so far. */
    public List<String> messages() {
        return messages;
    }

    /** Writes a register of configuration space. */
    public void config(int register, int value, int size) {
        ecam.write(CONFIG | register, value & 0xffffffffL, size);
    }

    /** Reads a register of configuration space. */
    public long config(int register, int size) {
        return ecam.read(CONFIG | register, size);
    }

    /** The table of vectors. */
    public IoDevice vectors() {
        return root.map().memoryFrom(VECTORS);
    }

    /** Any port. */
    public IoDevice ports() {
        return ports;
    }

    /** Has vector {@code vector} send {@code data}. */
    public void vector(int vector, int data) {
        root.map().memoryFrom(VECTORS).write(16 * vector, 0xfee00000L, 8);
        root.map().memoryFrom(VECTORS).write(16 * vector + 8, data, 8);
    }

    /** Reads a register of the modern window. */
    public long get(int register, int size) {
        return root.map().memoryFrom(MODERN).read(register, size);
    }

    /** Writes a register of the modern window. */
    public void put(int register, long value, int size) {
        root.map().memoryFrom(MODERN).write(register, value, size);
    }

    /** Acknowledges, takes VERSION_1, sets up queue 0 with 8 descriptors. */
    public void begin() {
        put(0x14, 0, 1);
        put(0x14, 3, 1);
        put(0x08, 1, 4);
        put(0x0c, VirtioFeatures.VERSION_1 >>> 32, 4);
        put(0x14, 11, 1);
        put(0x16, 0, 2);
        put(0x18, 8, 2);
        put(0x20, DESCRIPTORS, 8);
        put(0x28, DESCRIPTORS + 0x4000, 4);
        put(0x30, DESCRIPTORS + 0x8000, 4);
        put(0x1c, 1, 2);
        put(0x14, 15, 1);
    }

    /** The same through the ports, as before Virtio 1.0: no VERSION_1, and one page for all. */
    public void beginLegacy() {
        ports.write(PORTS + 0x12, 3, 1);
        ports.write(PORTS + 0x0e, 0, 2);
        ports.write(PORTS + 0x08, DESCRIPTORS >> 12, 4);
        ports.write(PORTS + 0x12, 7, 1);
        available = DESCRIPTORS + 16 * (int) ports.read(PORTS + 0x0c, 2);
    }

    /** Makes an empty request of 4 bytes to write available, without notifying. */
    public void add() {
        ram.put64(DESCRIPTORS, 0x1000);
        ram.put32(DESCRIPTORS + 8, 4);
        ram.put16(DESCRIPTORS + 12, 2);
        int index = ram.u16(available + 2);
        ram.put16(available + 4 + 2L * (index % 8), 0);
        ram.put16(available + 2, index + 1);
    }
}
