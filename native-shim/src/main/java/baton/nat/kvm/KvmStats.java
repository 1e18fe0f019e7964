package baton.nat.kvm;

import baton.base.AnyThread;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.NativeBuffer;
import baton.nat.libc.Sys;
import baton.nat.libc.Syscall;
import java.util.ArrayList;
import java.util.List;

/**
 * What KVM counts of a machine or a processor (struct kvm_stats_header, Documentation/virt/kvm/api.rst 4.133; since Linux 5.14).
 * The counters may be read while the guest runs. Who opens closes.
 */
@AnyThread
public final class KvmStats implements AutoCloseable {
    /** What values are, in the kernel's order. */
    public enum Kind {
        /** A number that only grows. */
        CUMULATIVE,
        /** What is so now. */
        INSTANT,
        /** The most there has been. */
        PEAK,
        /** Counts, in buckets of one size. */
        LINEAR_HISTOGRAM,
        /** Counts, in buckets of twice the size each. */
        LOG2_HISTOGRAM
    }

    private static final Kind[] KINDS = Kind.values();
    private static final int HEADER_BYTES = 24;
    private static final int DESCRIPTOR_BYTES = 16;
    private static final int MOST_BYTES = 1 << 20;

    /**
     * One thing that is counted.
     *
     * @param unit 0 none, 1 bytes, 2 seconds, 3 cycles, 4 yes or no
     * @param binary whether {@code exponent} is of 2, not of 10
     * @param exponent what values are to be scaled with
     * @param bucket size of a bucket of a linear histogram
     * @param values one, or the buckets of a histogram; bit patterns of 64 bits without sign
     */
    public record Entry(String name, Kind kind, int unit, boolean binary, int exponent, int bucket, List<Long> values) {
        /** Whether it is true or false. */
        public boolean isBoolean() {
            return unit == 4;
        }

        /** Whether it has a value for each bucket. */
        public boolean isHistogram() {
            return kind == Kind.LINEAR_HISTOGRAM || kind == Kind.LOG2_HISTOGRAM;
        }
    }

    private final Fd fd;

    private KvmStats(Fd fd) {
        this.fd = fd;
    }

    /**
     * Counters of what {@code owner}, the descriptor of a machine or a vCPU, stands for. The kernel gives those of a vCPU only
     * while it does not run: before, whoever asks waits.
     */
    public static KvmStats of(Fd owner) throws ErrnoException {
        long number = Syscall.call(Sys.IOCTL, owner.number(), KvmIoctl.GET_STATS_FD, 0);
        return new KvmStats(Fd.owned((int) Syscall.check("KVM_GET_STATS_FD", number)));
    }

    /** All counters with their values now, in the kernel's order. */
    public List<Entry> entries() throws ErrnoException {
        try (NativeBuffer header = part(0, HEADER_BYTES)) {
            return entries(header);
        }
    }

    private List<Entry> entries(NativeBuffer header) throws ErrnoException {
        int nameBytes = header.getInt(4);
        int step = DESCRIPTOR_BYTES + nameBytes;
        int end = header.getInt(8) * step;
        List<Entry> entries = new ArrayList<>();
        try (NativeBuffer table = part(header.getInt(16), end)) {
            for (int at = 0; at < end; at += step) {
                int bytes = Long.BYTES * (table.getShort(at + 6) & 0xffff);
                entries.add(entry(table, at, nameBytes, values(header.getInt(20) + table.getInt(at + 8), bytes)));
            }
        }
        return entries;
    }

    private List<Long> values(long from, int bytes) throws ErrnoException {
        List<Long> values = new ArrayList<>();
        try (NativeBuffer data = part(from, bytes)) {
            for (int i = 0; i < bytes; i += Long.BYTES) {
                values.add(data.getLong(i));
            }
        }
        return values;
    }

    private static Entry entry(NativeBuffer table, int at, int nameBytes, List<Long> values) {
        int flags = table.getInt(at);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < nameBytes && table.getByte(at + DESCRIPTOR_BYTES + i) != 0; i++) {
            name.append((char) table.getByte(at + DESCRIPTOR_BYTES + i));
        }
        return new Entry(
                name.toString(),
                KINDS[Math.min(flags & 0xf, KINDS.length - 1)],
                flags >>> 4 & 0xf,
                (flags >>> 8 & 0xf) == 1,
                table.getShort(at + 4),
                table.getInt(at + 12),
                values);
    }

    /** The caller closes. */
    private NativeBuffer part(long from, int bytes) throws ErrnoException {
        if (bytes <= 0 || bytes > MOST_BYTES) {
            throw new IllegalStateException("KVM's counters take " + bytes + " bytes");
        }
        NativeBuffer buffer = NativeBuffer.allocate(bytes);
        fd.readMemoryAt(from, buffer.address(), bytes);
        return buffer;
    }

    @Override
    public void close() throws ErrnoException {
        fd.close();
    }
}
