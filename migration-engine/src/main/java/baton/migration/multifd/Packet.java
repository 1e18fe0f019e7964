package baton.migration.multifd;

import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import java.nio.charset.StandardCharsets;

/** Layout of what flows over a multifd channel, big endian (docs/wire/stream.md, section 1B). One thread. */
final class Packet {
    static final int MAGIC = 0x11223344;
    static final int VERSION = 1;
    static final int FLAG_SYNC = 1;
    static final int COMPRESSION_MASK = 0x3e;
    static final int FLAG_ZLIB = 1 << 1;

    /** The first message of a channel. */
    static final int HELLO_SIZE = 64;

    static final int HELLO_UUID = 8;
    static final int UUID_SIZE = 16;
    static final int HELLO_ID = 24;

    private static final int FLAGS = 8;
    private static final int PAGES_ALLOC = 12;
    private static final int NORMAL = 16;
    private static final int NEXT_SIZE = 20;
    private static final int NUMBER = 24;
    private static final int ZERO = 32;
    private static final int BLOCK = 64;
    private static final int BLOCK_SIZE = 256;
    private static final int OFFSETS = BLOCK + BLOCK_SIZE;

    /** Bytes of the head of every packet. */
    static final int SIZE = OFFSETS + PageBatch.PAGES * Long.BYTES;

    private final NativeBuffer bytes;

    /** The head in the first bytes of {@code bytes}. */
    Packet(NativeBuffer bytes) {
        this.bytes = bytes;
    }

    /** Fills in what never changes. */
    void begin() {
        u32(0, MAGIC);
        u32(4, VERSION);
        u32(PAGES_ALLOC, PageBatch.PAGES);
    }

    void counts(int flags, int normal, int zero, int nextSize) {
        u32(FLAGS, flags);
        u32(NORMAL, normal);
        u32(ZERO, zero);
        u32(NEXT_SIZE, nextSize);
    }

    void number(long number) {
        bytes.putLong(NUMBER, Long.reverseBytes(number));
    }

    /** The name of at most 255 bytes, which every block of a stream has. */
    void block(String name) {
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        Memory.fill(bytes.address() + BLOCK, BLOCK_SIZE, (byte) 0);
        bytes.set(BLOCK, encoded, 0, Math.min(encoded.length, BLOCK_SIZE - 1));
    }

    void offset(int i, long offset) {
        bytes.putLong(OFFSETS + i * Long.BYTES, Long.reverseBytes(offset));
    }

    int magic() {
        return get32(0);
    }

    int version() {
        return get32(4);
    }

    int flags() {
        return get32(FLAGS);
    }

    int pagesAlloc() {
        return get32(PAGES_ALLOC);
    }

    int normal() {
        return get32(NORMAL);
    }

    int zero() {
        return get32(ZERO);
    }

    int nextSize() {
        return get32(NEXT_SIZE);
    }

    /** The name up to its NUL, or all of the field. */
    String block() {
        byte[] name = new byte[BLOCK_SIZE];
        bytes.get(BLOCK, name, 0, BLOCK_SIZE);
        int length = 0;
        while (length < BLOCK_SIZE && name[length] != 0) {
            length++;
        }
        return new String(name, 0, length, StandardCharsets.UTF_8);
    }

    long offset(int i) {
        return Long.reverseBytes(bytes.getLong(OFFSETS + i * Long.BYTES));
    }

    private void u32(int at, int value) {
        bytes.putInt(at, Integer.reverseBytes(value));
    }

    private int get32(int at) {
        return Integer.reverseBytes(bytes.getInt(at));
    }
}
