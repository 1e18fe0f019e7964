package baton.migration.multifd;

import baton.base.Closer;
import baton.migration.channel.Channel;
import baton.migration.ram.FilledPages;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import baton.nat.libc.Pieces;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads the packets of one channel, which may be hostile: counts, names and offsets are checked before a byte of RAM is
 * written, and nothing is allocated by them. That channel's thread.
 */
final class PacketReader implements Closer.Resource {
    private static final byte[] NO_UUID = new byte[Packet.UUID_SIZE];

    private final Channel channel;
    private final Receiver receiver;
    private final byte[] uuid;
    private final NativeBuffer buffer;
    private final Packet packet;
    private final Pieces piece = new Pieces(1);
    private final ZlibIn zlib;
    private int id = -1;

    PacketReader(Channel channel, Receiver receiver, byte[] uuid, boolean compressed) {
        this.channel = channel;
        this.receiver = receiver;
        this.uuid = uuid == null ? NO_UUID : uuid;
        this.zlib = compressed ? new ZlibIn() : null;
        this.buffer = NativeBuffer.allocate(Packet.SIZE + ZlibOut.MAX_SIZE);
        this.packet = new Packet(buffer);
    }

    /** Number of the channel; -1 while it has not said. */
    int id() {
        return id;
    }

    /** Reads to the end of the channel, or until all is over. */
    void run() throws IOException, VmStateException {
        hello();
        boolean more = true;
        while (more && fill(buffer.address(), Packet.SIZE, true)) {
            check();
            if (packet.normal() + packet.zero() > 0) {
                pages();
                Memory.settle();
            }
            more = (packet.flags() & Packet.FLAG_SYNC) == 0 || receiver.mark();
        }
    }

    private void hello() throws IOException, VmStateException {
        fill(buffer.address(), Packet.HELLO_SIZE, false);
        begins();
        byte[] received = new byte[Packet.UUID_SIZE];
        buffer.get(Packet.HELLO_UUID, received, 0, received.length);
        int number = buffer.getByte(Packet.HELLO_ID) & 0xff;
        if (!Arrays.equals(received, uuid)) {
            throw VmStateException.corrupt("multifd: received uuid is not that of this machine, for channel " + number);
        }
        receiver.introduce(number);
        id = number;
    }

    /** What a channel and every packet begin with. */
    private void begins() throws VmStateException {
        if (packet.magic() != Packet.MAGIC) {
            throw VmStateException.corrupt("multifd: received packet magic " + Integer.toHexString(packet.magic())
                    + " expected " + Integer.toHexString(Packet.MAGIC));
        }
        if (packet.version() != Packet.VERSION) {
            throw VmStateException.corrupt("multifd: received packet version "
                    + Integer.toUnsignedString(packet.version()) + " expected " + Packet.VERSION);
        }
    }

    private void check() throws VmStateException {
        begins();
        int limit = PageBatch.PAGES;
        int normal = packet.normal();
        int zero = packet.zero();
        if (packet.pagesAlloc() < 0 || packet.pagesAlloc() > limit) {
            throw VmStateException.corrupt("multifd: received packet with size "
                    + Integer.toUnsignedString(packet.pagesAlloc()) + " and expected a size of " + limit);
        }
        if (normal < 0 || zero < 0 || normal > limit || zero > limit - normal) {
            throw VmStateException.corrupt("multifd: received packet with " + Integer.toUnsignedString(normal)
                    + " normal and " + Integer.toUnsignedString(zero) + " zero pages, more than the " + limit
                    + " it has room for");
        }
        int expected = zlib == null ? 0 : Packet.FLAG_ZLIB;
        boolean data = normal + zero > 0;
        if (data && (packet.flags() & Packet.COMPRESSION_MASK) != expected) {
            throw VmStateException.corrupt("multifd " + id + ": flags received "
                    + Integer.toHexString(packet.flags() & Packet.COMPRESSION_MASK) + " flags expected "
                    + Integer.toHexString(expected));
        }
    }

    private void pages() throws IOException, VmStateException {
        FilledPages target = receiver.target().target(packet.block());
        int normal = packet.normal();
        for (int i = 0; i < normal + packet.zero(); i++) {
            inside(target.block(), packet.offset(i));
        }
        if (normal > 0 && zlib == null) {
            plain(target, normal);
        } else if (normal > 0) {
            compressed(target, normal);
        }
        for (int i = normal; i < normal + packet.zero(); i++) {
            target.clear(packet.offset(i));
        }
    }

    private static void inside(RamBlock block, long offset) throws VmStateException {
        boolean inside = offset >= 0 && offset <= block.length() - PageBatch.PAGE_SIZE;
        if (!inside || offset % PageBatch.PAGE_SIZE != 0) {
            throw VmStateException.corrupt(
                    "multifd: offset too long " + Long.toUnsignedString(offset) + " (max " + block.length() + ")");
        }
    }

    /** Pages that follow each other in RAM too are read at once, straight to their place unless a detour costs less. */
    private void plain(FilledPages target, int normal) throws IOException, VmStateException {
        if (packet.nextSize() != normal * PageBatch.PAGE_SIZE) {
            throw VmStateException.corrupt("multifd " + id + ": received packet of "
                    + Integer.toUnsignedString(packet.nextSize()) + " bytes for " + normal + " pages");
        }
        for (int i = 0; i < normal; ) {
            int end = i;
            do {
                target.fill(packet.offset(end));
                end++;
            } while (end < normal && packet.offset(end) == packet.offset(end - 1) + PageBatch.PAGE_SIZE);
            run(target.block(), packet.offset(i), (end - i) * PageBatch.PAGE_SIZE);
            i = end;
        }
    }

    private void run(RamBlock block, long offset, int length) throws IOException {
        if (!block.putsCheaply()) {
            fill(block.address() + offset, length, false);
            return;
        }
        long data = buffer.address() + Packet.SIZE;
        fill(data, length, false);
        piece.add(data, length);
        block.put(offset, piece);
        piece.clear();
    }

    private void compressed(FilledPages target, int normal) throws IOException, VmStateException {
        int size = packet.nextSize();
        if (size < 0 || size > ZlibOut.MAX_SIZE) {
            throw VmStateException.corrupt("multifd " + id + ": received packet of " + Integer.toUnsignedString(size)
                    + " compressed bytes, more than the " + ZlibOut.MAX_SIZE + " possible");
        }
        long data = buffer.address() + Packet.SIZE;
        fill(data, size, false);
        zlib.packet(data, size);
        for (int i = 0; i < normal; i++) {
            target.fill(packet.offset(i));
            zlib.page(target.block().address() + packet.offset(i));
        }
        zlib.end();
    }

    /**
     * Reads {@code length} bytes to memory.
     *
     * @param mayEnd whether the channel may end before the first of them
     * @return false when it did
     */
    private boolean fill(long address, long length, boolean mayEnd) throws IOException {
        long done = 0;
        while (done < length) {
            long got = channel.readMemory(address + done, length - done);
            if (got < 0 && done == 0 && mayEnd) {
                return false;
            }
            if (got < 0) {
                throw new EOFException("channel " + (id < 0 ? "" : id + " ") + "ends in the middle of a packet");
            }
            done += got;
        }
        return true;
    }

    @Override
    public void close() {
        piece.close();
        buffer.close();
        if (zlib != null) {
            zlib.close();
        }
    }
}
