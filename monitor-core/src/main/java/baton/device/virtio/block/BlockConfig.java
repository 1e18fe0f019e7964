package baton.device.virtio.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The configuration space of a block device, struct virtio_blk_config (Virtio 1.2, 5.2.4). */
final class BlockConfig {
    /** Bytes of it that QEMU shows. */
    static final int BYTES = 57;
    /** Most sectors in a discard or write-zeroes request. */
    static final int MAX_SECTORS = 0x3fffff;

    static final int WRITE_CACHE = 32;

    private static final int SECTOR = 512;
    private static final int HEADS = 16;
    private static final int TRACK = 63;
    private static final int MAX_CYLINDERS = 16383;
    private static final int SEG_MAX = 12;
    private static final int GEOMETRY = 16;
    private static final int BLOCK_SIZE = 20;
    private static final int QUEUES = 34;
    private static final int DISCARD = 36;
    private static final int ZEROES = 48;
    private static final int MAY_UNMAP = 56;

    private BlockConfig() {}

    static void fill(byte[] into, long bytes, int queues, int queueSize, boolean writeBack) {
        ByteBuffer space = ByteBuffer.wrap(into).order(ByteOrder.LITTLE_ENDIAN);
        long sectors = bytes / SECTOR;
        space.putLong(0, sectors);
        space.putInt(SEG_MAX, queueSize - 2);
        space.putShort(GEOMETRY, (short) cylinders(sectors));
        space.put(GEOMETRY + 2, (byte) HEADS);
        space.put(GEOMETRY + 3, (byte) TRACK);
        space.putInt(BLOCK_SIZE, SECTOR);
        space.put(WRITE_CACHE, (byte) (writeBack ? 1 : 0));
        space.putShort(QUEUES, (short) queues);
        space.putInt(DISCARD, MAX_SECTORS);
        space.putInt(DISCARD + 4, 1);
        space.putInt(DISCARD + 8, 1);
        space.putInt(ZEROES, MAX_SECTORS);
        space.putInt(ZEROES + 4, 1);
        space.put(MAY_UNMAP, (byte) 1);
    }

    private static int cylinders(long sectors) {
        return (int) Math.max(2, Math.min(MAX_CYLINDERS, sectors / (HEADS * TRACK)));
    }
}
