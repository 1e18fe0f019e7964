package baton.device.pci;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.machine.bus.IoDevice;
import baton.machine.irq.MsiSink;
import baton.machine.irq.MsiSource;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Interrupts by message, a vector each: capability MSI-X and a window of 4 KiB with table and pending bits. PCI Local Bus
 * Specification 3.0, 6.8.2. State as QEMU's {@code msix}: the table and the pending bits.
 */
@AnyThread
public final class Msix implements IoDevice, Struct, Closer.Resource {
    /** Size of the window. */
    public static final int WINDOW = 0x1000;
    /** Size of the capability. */
    public static final int CAPABILITY_BYTES = 12;
    /** The most vectors that fit the window. */
    public static final int MAX_VECTORS = 0x800 / 16;

    private static final int CAPABILITY = 0x11;
    private static final int CONTROL = 2;
    private static final int ENABLED = 0x8000;
    private static final int ALL_MASKED = 0x4000;
    private static final int ENTRY = 16;
    private static final int DATA = 8;
    private static final int VECTOR_CONTROL = 12;
    private static final int PENDING_AT = 0x800;

    private final byte[] table;
    private final byte[] pending;

    private final int vectors;
    private final PciFunction function;
    private final int capability;
    private final MsiSink sink;
    /** Made when a vector sends its first message. */
    private final MsiSource[] sources;

    /** {@code capability} is where {@link #describe} has put it in {@code function}'s image. */
    public Msix(PciFunction function, int capability, int vectors, MsiSink sink) {
        this.function = function;
        this.capability = capability;
        this.vectors = vectors;
        this.sink = sink;
        this.sources = new MsiSource[vectors];
        this.table = new byte[vectors * ENTRY];
        this.pending = new byte[(vectors + 7) / 8];
        reset();
    }

    /** Adds the capability to an image: {@code vectors}, whose table is in window {@code bar}. */
    public static void describe(PciImage image, int capability, int vectors, int bar) {
        image.capability(CAPABILITY, capability, CAPABILITY_BYTES);
        image.put16(capability + CONTROL, vectors - 1).writable(capability + CONTROL + 1, 0xc0);
        image.put32(capability + 4, bar).put32(capability + 8, PENDING_AT | bar);
    }

    /** How many there are. */
    public int vectors() {
        return vectors;
    }

    /** Whether the driver has switched to it from interrupt lines. */
    public boolean enabled() {
        return (control() & ENABLED) != 0;
    }

    private int control() {
        return (int) function.read(capability + CONTROL, 2);
    }

    /** Sends vector {@code vector}, or notes it while it is masked; vectors that are not there are ignored. */
    public synchronized void raise(int vector) {
        if (vector < 0 || vector >= vectors || !enabled()) {
            return;
        }
        if (masked(vector)) {
            pending[vector >> 3] |= (byte) (1 << (vector & 7));
        } else {
            send(vector);
        }
    }

    /** Takes back what {@link #raise} has noted. */
    public synchronized void forget(int vector) {
        if (vector >= 0 && vector < vectors) {
            pending[vector >> 3] &= (byte) ~(1 << (vector & 7));
        }
    }

    private boolean masked(int vector) {
        return (control() & ALL_MASKED) != 0 || (table[vector * ENTRY + VECTOR_CONTROL] & 1) != 0;
    }

    private void send(int vector) {
        if (function.isMaster()) {
            int at = vector * ENTRY;
            if (sources[vector] == null) {
                sources[vector] = sink.source();
            }
            sources[vector].send(little32(at) & 0xffffffffL | (long) little32(at + 4) << 32, little32(at + DATA));
        }
    }

    private int little32(int at) {
        return table[at] & 0xff | (table[at + 1] & 0xff) << 8 | (table[at + 2] & 0xff) << 16 | table[at + 3] << 24;
    }

    /** The configuration space was written, as {@link PciFunction.Watcher} tells. */
    public synchronized void written(int register, int size) {
        if (register < capability + CONTROL + 2 && register + size > capability + CONTROL) {
            sendPending();
        }
    }

    private void sendPending() {
        for (int vector = 0; vector < vectors && enabled(); vector++) {
            boolean waits = (pending[vector >> 3] & 1 << (vector & 7)) != 0;
            if (waits && !masked(vector)) {
                forget(vector);
                send(vector);
            }
        }
    }

    @Override
    public synchronized long read(int offset, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) readByte(offset + i) << 8 * i;
        }
        return value;
    }

    private int readByte(int at) {
        if (at < table.length) {
            return table[at] & 0xff;
        }
        int bit = at - PENDING_AT;
        return bit >= 0 && bit < pending.length ? pending[bit] & 0xff : 0;
    }

    @Override
    public synchronized void write(int offset, long value, int size) {
        for (int i = 0; i < size && offset + i < table.length; i++) {
            table[offset + i] = (byte) (value >> 8 * i);
        }
        sendPending();
    }

    /** Every vector masked. */
    @Override
    public synchronized void reset() {
        Arrays.fill(table, (byte) 0);
        Arrays.fill(pending, (byte) 0);
        for (int i = 0; i < vectors; i++) {
            table[i * ENTRY + VECTOR_CONTROL] = 1;
        }
    }

    /** Ends what sends the messages; the device is gone. */
    @Override
    public synchronized void close() throws IOException {
        try (Closer closer = new Closer()) {
            for (MsiSource source : sources) {
                if (source != null) {
                    closer.add(source);
                }
            }
        }
        Arrays.fill(sources, null);
    }

    @Override
    public String vmsd() {
        return "msix";
    }

    @Override
    public int version() {
        return 0;
    }

    @Override
    public synchronized void state(StateVisitor v) throws VmStateException {
        byte[] all = Arrays.copyOf(table, table.length + pending.length);
        System.arraycopy(pending, 0, all, table.length, pending.length);
        v.raw("msix", "msix state", all);
        System.arraycopy(all, 0, table, 0, table.length);
        System.arraycopy(all, table.length, pending, 0, pending.length);
    }
}
