package baton.device.virtio.block;

import baton.base.Closer;
import baton.block.BlockBackend;
import baton.block.BlockStats;
import baton.device.virtio.ScatterList;
import baton.device.virtio.VirtChain;
import baton.device.virtio.VirtQueue;
import baton.machine.memory.DmaMemory;
import baton.nat.libc.Clock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One request (Virtio 1.2, 5.2.6), and the next one when it is done. One thread at a time. */
final class BlockRequest implements Runnable, Closer.Resource {
    /** Who is told that a thread of its own has done it. */
    interface Completion {
        /** On that thread, without a lock. */
        void completed(BlockRequest request);
    }

    private static final int HEADER = 16;
    private static final int RANGE = 16;
    private static final int ID_BYTES = 20;
    private static final long SECTOR = 512;
    private static final long MOST_BYTES = Integer.MAX_VALUE & -SECTOR;
    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int FLUSH = 4;
    private static final int GET_ID = 8;
    private static final int DISCARD = 11;
    private static final int WRITE_ZEROES = 13;
    /** Older drivers mark a barrier with it, which every request here is. */
    private static final int BARRIER = 0x80000000;

    private static final byte OK = 0;
    private static final byte IO_ERROR = 1;
    private static final byte UNSUPPORTED = 2;
    private static final byte AGAIN = -1;

    private final BlockBackend backend;
    private final byte[] id;
    private final VirtChain chain;
    private final ScatterList data;
    private final byte[] header = new byte[HEADER];
    private final byte[] range = new byte[RANGE];
    private final byte[] status = new byte[1];
    private VirtQueue queue;
    private Completion completion;
    private int type;
    private long sector;
    private long nanos;

    BlockRequest(BlockBackend backend, String serial, DmaMemory memory) {
        this.backend = backend;
        this.id = Arrays.copyOf(serial.getBytes(StandardCharsets.UTF_8), ID_BYTES);
        this.chain = new VirtChain(memory);
        this.data = new ScatterList(memory);
    }

    /** What the driver wants, to be filled before {@link #begin}. */
    VirtChain chain() {
        return chain;
    }

    /** Whose it is. */
    VirtQueue queue() {
        return queue;
    }

    /** Reads what is wanted out of {@link #chain}; gives what is wrong with it, or null. */
    String begin(VirtQueue from, Completion whenDone) {
        queue = from;
        completion = whenDone;
        String wrong = wrong();
        if (wrong == null) {
            chain.readable().read(0, header, 0, HEADER);
            ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            type = fields.getInt(0) & ~BARRIER;
            sector = fields.getLong(8);
        }
        return wrong;
    }

    /** Bytes of all its pieces. */
    long bytes() {
        return chain.readable().bytes() + chain.writable().bytes();
    }

    /** Whether it reads or writes. */
    boolean transfers() {
        return type == IN || type == OUT;
    }

    /** How long it took. */
    long nanos() {
        return nanos;
    }

    @Override
    public void run() {
        try {
            perform();
        } finally {
            completion.completed(this);
        }
    }

    /** Does it, and waits for storage. */
    void perform() {
        status[0] = IO_ERROR;
        long start = Clock.monotonicNanos();
        status[0] = switch (type) {
            case IN -> transfer(chain.writable(), 0, chain.writable().bytes() - 1, false);
            case OUT -> transfer(chain.readable(), HEADER, chain.readable().bytes() - HEADER, true);
            case FLUSH -> of(backend.flush());
            case GET_ID -> id(chain.writable());
            case DISCARD -> range(chain.readable(), false);
            case WRITE_ZEROES -> range(chain.readable(), true);
            default -> UNSUPPORTED;
        };
        nanos = Clock.monotonicNanos() - start;
    }

    /** Tells the driver how it went; false when it is to be done again once the machine goes on. */
    boolean answer() {
        if (status[0] == AGAIN) {
            return false;
        }
        chain.writable().write(chain.writable().bytes() - 1, status, 0, 1);
        return true;
    }

    private String wrong() {
        if (chain.readable().count() == 0 || chain.writable().count() == 0) {
            return "virtio-blk missing headers";
        }
        return chain.readable().bytes() < HEADER ? "virtio-blk request outhdr too short" : null;
    }

    private byte transfer(ScatterList list, long from, long bytes, boolean write) {
        if (!inside(sector, bytes) || write && backend.readOnly()) {
            backend.stats().invalid(write ? BlockStats.Kind.WRITE : BlockStats.Kind.READ);
            return IO_ERROR;
        }
        data.slice(list, from, bytes);
        long offset = sector * SECTOR;
        return of(
                write
                        ? backend.write(offset, data.vectors(), data.count(), bytes)
                        : backend.read(offset, data.vectors(), data.count(), bytes));
    }

    private boolean inside(long first, long bytes) {
        long sectors = backend.length() / SECTOR;
        return bytes % SECTOR == 0
                && bytes <= MOST_BYTES
                && first >= 0
                && first <= sectors
                && bytes / SECTOR <= sectors - first;
    }

    private byte id(ScatterList into) {
        into.write(0, id, 0, (int) Math.min(ID_BYTES, into.bytes() - 1));
        return OK;
    }

    /** One range, as the configuration says: sector, number of sectors, flags. */
    private byte range(ScatterList list, boolean zero) {
        if (list.bytes() != HEADER + RANGE) {
            return UNSUPPORTED;
        }
        list.read(HEADER, range, 0, RANGE);
        ByteBuffer fields = ByteBuffer.wrap(range).order(ByteOrder.LITTLE_ENDIAN);
        long first = fields.getLong(0);
        long sectors = fields.getInt(8) & 0xffffffffL;
        int flags = fields.getInt(12);
        if ((flags & ~1) != 0 || !zero && flags != 0) {
            return UNSUPPORTED;
        }
        if (sectors > BlockConfig.MAX_SECTORS || !inside(first, sectors * SECTOR) || backend.readOnly()) {
            backend.stats().invalid(zero ? BlockStats.Kind.WRITE : BlockStats.Kind.UNMAP);
            return IO_ERROR;
        }
        if (sectors == 0) {
            return OK;
        }
        return of(
                zero
                        ? backend.zero(first * SECTOR, sectors * SECTOR, flags != 0)
                        : backend.discard(first * SECTOR, sectors * SECTOR));
    }

    private static byte of(BlockBackend.Outcome outcome) {
        return switch (outcome) {
            case DONE -> OK;
            case FAILED -> IO_ERROR;
            case AGAIN -> AGAIN;
        };
    }

    @Override
    public void close() {
        chain.close();
        data.close();
    }
}
