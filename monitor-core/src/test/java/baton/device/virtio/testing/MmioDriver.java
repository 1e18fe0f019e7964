package baton.device.virtio.testing;

import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioFeatures;
import baton.device.virtio.VirtioMmio;
import baton.machine.bus.Doorbells;
import java.util.Arrays;

/**
 * A driver of one device behind a virtio-mmio transport: registers, rings in RAM, chains. Rings of queue n lie at
 * {@code 0x10000 * (n + 1)}: descriptors there, available 0x4000 and used 0x8000 further (legacy: as the ring says, with
 * alignment 4096). Buffers are the test's, below 0x10000 or above the rings.
 */
public final class MmioDriver {
    /** A piece of a chain. */
    public record Buffer(long address, int length, boolean writable) {}

    /** Where the window is said to be. */
    public static final long ADDRESS = 0xfeb00e00L;

    private static final int MAX_QUEUES = 64;
    private static final int NEXT = 1;
    private static final int WRITE = 2;

    private final FakeRam ram;
    private final FakeLine line = new FakeLine();
    private final Said said = new Said();
    private final boolean legacy;
    private final VirtioMmio transport;
    private final int[] size = new int[MAX_QUEUES];
    private final int[] nextDescriptor = new int[MAX_QUEUES];
    private final int[] seen = new int[MAX_QUEUES];

    /** Puts {@code device} into a transport of its own, the machine running. */
    public MmioDriver(VirtioDevice device, boolean legacy, FakeRam ram) {
        this.ram = ram;
        this.legacy = legacy;
        VirtioMmio.Place place = new VirtioMmio.Place(ADDRESS, legacy, line, Doorbells.NONE);
        this.transport = new VirtioMmio(place, device, ram, said);
        transport.core().start();
    }

    /** The transport. */
    public VirtioMmio transport() {
        return transport;
    }

    /** Its interrupt line. */
    public FakeLine line() {
        return line;
    }

    /** What was reported. */
    public Said said() {
        return said;
    }

    /** Reads a register. */
    public int get(int register) {
        return (int) transport.read(register, 4);
    }

    /** Writes a register. */
    public void set(int register, int value) {
        transport.write(register, value, 4);
    }

    /** Acknowledges, chooses those of {@code wanted} that are offered (VERSION_1 where there is), sets up every queue. */
    public void begin(long wanted, int queueSize, int queues) {
        set(0x70, 0);
        set(0x70, 3);
        set(0x24, 0);
        set(0x20, (int) (wanted & transport.core().hostFeatures()));
        if (legacy) {
            set(0x28, 4096);
        } else {
            set(0x24, 1);
            set(0x20, (int) ((wanted | VirtioFeatures.VERSION_1) >>> 32));
            set(0x70, 11);
        }
        for (int queue = 0; queue < queues; queue++) {
            queue(queue, queueSize);
        }
        set(0x70, legacy ? 7 : 15);
    }

    private void queue(int queue, int queueSize) {
        size[queue] = queueSize;
        set(0x30, queue);
        set(0x38, queueSize);
        if (legacy) {
            set(0x3c, 4096);
            set(0x40, (int) (descriptors(queue) / 4096));
        } else {
            set(0x80, (int) descriptors(queue));
            set(0x90, (int) available(queue));
            set(0xa0, (int) used(queue));
            set(0x44, 1);
        }
    }

    /** Guest address of the descriptors of a queue. */
    public static long descriptors(int queue) {
        return 0x10000L * (queue + 1);
    }

    /** Guest address of its available ring. */
    public long available(int queue) {
        return descriptors(queue) + (legacy ? 16L * size[queue] : 0x4000);
    }

    /** Guest address of its used ring. */
    public long used(int queue) {
        return legacy ? available(queue) + 4 + 2L * size[queue] + 4095 & -4096 : descriptors(queue) + 0x8000;
    }

    /** Writes one descriptor. */
    public void descriptor(int queue, int index, Buffer buffer, int flags, int next) {
        long at = descriptors(queue) + 16L * index;
        ram.put64(at, buffer.address());
        ram.put32(at + 8, buffer.length());
        ram.put16(at + 12, flags | (buffer.writable() ? WRITE : 0));
        ram.put16(at + 14, next);
    }

    /** Makes a chain available, and notifies; its head. */
    public int offer(int queue, Buffer... chain) {
        int head = add(queue, chain);
        set(0x50, queue);
        return head;
    }

    /** Makes a chain available without notifying; its head. */
    public int add(int queue, Buffer... chain) {
        int head = nextDescriptor[queue] % size[queue];
        for (int i = 0; i < chain.length; i++) {
            int at = nextDescriptor[queue]++ % size[queue];
            descriptor(queue, at, chain[i], i < chain.length - 1 ? NEXT : 0, (at + 1) % size[queue]);
        }
        publish(queue, head);
        return head;
    }

    /** Puts a descriptor's number into the available ring. */
    public void publish(int queue, int head) {
        int index = ram.u16(available(queue) + 2);
        ram.put16(available(queue) + 4 + 2L * (index % size[queue]), head);
        ram.put16(available(queue) + 2, index + 1);
    }

    /** How many chains came back that {@link #take} has not seen. */
    public int waiting(int queue) {
        return ram.u16(used(queue) + 2) - seen[queue] & 0xffff;
    }

    /** The next chain that came back: its head and how many bytes were written. */
    public int[] take(int queue) {
        long element = used(queue) + 4 + 8L * (seen[queue]++ % size[queue]);
        return new int[] {ram.u32(element), ram.u32(element + 4)};
    }

    /** Forgets what it has offered and seen, as after a reset. */
    public void forget() {
        Arrays.fill(nextDescriptor, 0);
        Arrays.fill(seen, 0);
    }
}
