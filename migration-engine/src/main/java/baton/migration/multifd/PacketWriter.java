package baton.migration.multifd;

import baton.migration.channel.Channel;
import baton.migration.ram.RamFormat;
import baton.migration.ram.ZeroPage;
import baton.migration.ram.ZeroPages;
import baton.migration.spi.RamBlock;
import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;

/** Sends batches as packets over one channel: straight from guest RAM, or compressed. That channel's thread. */
public final class PacketWriter implements LaneWork {
    /** With more pieces than this, one copy costs less than a system call for each. */
    private static final int MAX_PIECES = 8;

    private static final int DATA_SIZE = PageBatch.PAGES * PageBatch.PAGE_SIZE;

    private final Channel channel;
    private final int id;
    private final byte[] uuid;
    private final boolean zeroFound;
    private final NativeBuffer buffer;
    private final Packet packet;
    private final ZlibOut zlib;
    private final long[] normals = new long[PageBatch.PAGES];
    private final long[] zeros = new long[PageBatch.PAGES];
    private int normal;
    private int zero;
    private RamBlock named;
    private long number;

    /**
     * Will send over {@code channel}, which stays the caller's.
     *
     * @param id number of the channel, from 0
     * @param uuid of the machine; null when it has none
     */
    public PacketWriter(Channel channel, int id, byte[] uuid, RamFormat format) {
        this.channel = channel;
        this.id = id;
        this.uuid = uuid;
        this.zeroFound = format.zeroPages() == ZeroPages.MULTIFD;
        this.zlib = format.zlibLevel() < 0 ? null : new ZlibOut(format.zlibLevel());
        this.buffer = NativeBuffer.allocate(Packet.SIZE + Math.max(DATA_SIZE, ZlibOut.MAX_SIZE));
        this.packet = new Packet(buffer);
    }

    @Override
    public void begin() throws IOException {
        try (NativeBuffer hello = NativeBuffer.allocate(Packet.HELLO_SIZE)) {
            hello.putInt(0, Integer.reverseBytes(Packet.MAGIC));
            hello.putInt(4, Integer.reverseBytes(Packet.VERSION));
            if (uuid != null) {
                hello.set(Packet.HELLO_UUID, uuid, 0, Packet.UUID_SIZE);
            }
            hello.putByte(Packet.HELLO_ID, (byte) id);
            channel.writeMemory(hello.address(), Packet.HELLO_SIZE);
        }
        packet.begin();
    }

    @Override
    public void pages(PageBatch batch, Tally sent) throws IOException {
        sort(batch);
        name(batch.block());
        for (int i = 0; i < normal; i++) {
            packet.offset(i, normals[i]);
        }
        for (int i = 0; i < zero; i++) {
            packet.offset(normal + i, zeros[i]);
        }
        int size = zlib == null || normal == 0 ? plain(batch.block()) : compressed(batch.block());
        sent.add(normal, zero, Packet.SIZE + size);
    }

    @Override
    public void sync(Tally sent) throws IOException {
        head(Packet.FLAG_SYNC, 0, 0, 0);
        channel.writeMemory(buffer.address(), Packet.SIZE);
        sent.add(0, 0, Packet.SIZE);
    }

    private void sort(PageBatch batch) {
        normal = 0;
        zero = 0;
        long base = batch.block().address();
        for (int i = 0; i < batch.count(); i++) {
            long offset = batch.offset(i);
            if (zeroFound && ZeroPage.isZero(base + offset)) {
                zeros[zero++] = offset;
            } else {
                normals[normal++] = offset;
            }
        }
    }

    private void name(RamBlock block) {
        if (block != named) {
            packet.block(block.name());
            named = block;
        }
    }

    private void head(int flags, int normalPages, int zeroPages, int size) {
        packet.counts(flags | (zlib == null ? 0 : Packet.FLAG_ZLIB), normalPages, zeroPages, size);
        packet.number(number++);
    }

    /** Head and pages as they are; returns the bytes of the pages. */
    private int plain(RamBlock block) throws IOException {
        int size = normal * PageBatch.PAGE_SIZE;
        head(0, normal, zero, size);
        boolean gathered = pieces() > MAX_PIECES;
        if (gathered) {
            gather(block);
        }
        channel.writeMemory(buffer.address(), Packet.SIZE + (gathered ? size : 0));
        for (int i = 0; i < normal && !gathered; ) {
            int end = runEnd(i);
            channel.writeMemory(block.address() + normals[i], (long) (end - i) * PageBatch.PAGE_SIZE);
            i = end;
        }
        return size;
    }

    private void gather(RamBlock block) {
        long to = buffer.address() + Packet.SIZE;
        for (int i = 0; i < normal; i++) {
            Memory.copyMemory(block.address() + normals[i], to + (long) i * PageBatch.PAGE_SIZE, PageBatch.PAGE_SIZE);
        }
    }

    private int compressed(RamBlock block) throws IOException {
        for (int i = 0; i < normal; i++) {
            zlib.page(i, block.address() + normals[i]);
        }
        int size = zlib.deflate(normal, buffer.address() + Packet.SIZE);
        head(0, normal, zero, size);
        channel.writeMemory(buffer.address(), Packet.SIZE + size);
        return size;
    }

    private int pieces() {
        int pieces = 0;
        for (int i = 0; i < normal; i = runEnd(i)) {
            pieces++;
        }
        return pieces;
    }

    private int runEnd(int i) {
        int end = i + 1;
        while (end < normal && normals[end] == normals[end - 1] + PageBatch.PAGE_SIZE) {
            end++;
        }
        return end;
    }

    @Override
    public void close() {
        buffer.close();
        if (zlib != null) {
            zlib.close();
        }
    }
}
