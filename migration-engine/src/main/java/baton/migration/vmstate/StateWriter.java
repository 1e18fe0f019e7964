package baton.migration.vmstate;

import baton.base.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Saves: walks structs and keeps their fields as the stream has them, in one array that grows. One thread. */
public final class StateWriter implements StateVisitor {
    private static final int SUBSECTION = 0x05;

    private byte[] bytes = new byte[4096];
    private int length;
    private int version;

    /** Appends the fields and subsections of {@code struct}. */
    public void save(Struct struct) throws VmStateException {
        int outer = version;
        version = struct.version();
        struct.state(this);
        version = outer;
    }

    /** The array the bytes are in, from index 0; replaced when it grows. */
    public byte[] array() {
        return bytes;
    }

    /** How many bytes were saved since the start or the last {@link #clear}. */
    public int length() {
        return length;
    }

    /** A copy of what was saved. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Forgets what was saved and keeps the array. */
    public void clear() {
        length = 0;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public boolean loading() {
        return false;
    }

    @Override
    public int u8(String name, int value) {
        int at = grow(1); // first: it may replace the array
        bytes[at] = (byte) value;
        return value;
    }

    @Override
    public int u16(String name, int value) {
        int at = grow(2);
        Bytes.put16(bytes, at, value);
        return value;
    }

    @Override
    public int u32(String name, int value) {
        int at = grow(4);
        Bytes.put32(bytes, at, value);
        return value;
    }

    @Override
    public int i32(String name, int value) {
        return u32(name, value);
    }

    @Override
    public long u64(String name, long value) {
        int at = grow(8);
        Bytes.put64(bytes, at, value);
        return value;
    }

    @Override
    public long i64(String name, long value) {
        return u64(name, value);
    }

    @Override
    public boolean bool(String name, boolean value) {
        u8(name, value ? 1 : 0);
        return value;
    }

    @Override
    public long timer(String name, long value) {
        return u64(name, value);
    }

    @Override
    public void buffer(String name, byte[] values) {
        int at = grow(values.length);
        System.arraycopy(values, 0, bytes, at, values.length);
    }

    @Override
    public void raw(String name, String type, byte[] values) {
        buffer(name, values);
    }

    @Override
    public void unused(String name, int size) {
        int at = grow(size);
        Arrays.fill(bytes, at, at + size, (byte) 0);
    }

    @Override
    public void u8s(String name, byte[] values) {
        buffer(name, values);
    }

    @Override
    public void u32s(String name, int[] values) {
        for (int value : values) {
            u32(name, value);
        }
    }

    @Override
    public void u64s(String name, long[] values) {
        for (long value : values) {
            u64(name, value);
        }
    }

    @Override
    public void strings(String name, String type, String[] values) {
        for (String value : values) {
            string(value);
        }
    }

    @Override
    public void struct(String name, Struct struct) throws VmStateException {
        save(struct);
    }

    @Override
    public void structs(String name, Struct[] structs) throws VmStateException {
        for (Struct struct : structs) {
            save(struct);
        }
    }

    @Override
    public void tmp(String name, Struct struct) throws VmStateException {
        save(struct);
    }

    @Override
    public void opaque(String name, String type, Struct content) throws VmStateException {
        save(content);
    }

    @Override
    public boolean subsection(String name, int subsectionVersion, boolean needed) {
        if (needed) {
            u8(name, SUBSECTION);
            string(name);
            u32(name, subsectionVersion);
            version = subsectionVersion;
        }
        return needed;
    }

    private void string(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.ISO_8859_1);
        u8(value, encoded.length);
        buffer(value, encoded);
    }

    /** Makes room for {@code size} bytes and returns the index of the first. */
    private int grow(int size) {
        int at = length;
        if (size > bytes.length - at) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + size));
        }
        length = at + size;
        return at;
    }
}
