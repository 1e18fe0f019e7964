package baton.machine.smbios;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One structure: header, fixed part and the strings it refers to by number. SMBIOS 3.0, 6.1. */
final class Structure {
    private static final int LARGEST = 64;
    private static final int LENGTH_AT = 1;

    private final ByteBuffer fixed = ByteBuffer.allocate(LARGEST).order(ByteOrder.LITTLE_ENDIAN);
    private final List<byte[]> strings = new ArrayList<>();
    private int stringBytes;

    Structure(int type, int handle) {
        bytes(type, 0).words(handle);
    }

    /** Adds numbers of a byte each. */
    Structure bytes(int... values) {
        for (int value : values) {
            fixed.put((byte) value);
        }
        return this;
    }

    /** Adds numbers of two bytes each. */
    Structure words(int... values) {
        for (int value : values) {
            fixed.putShort((short) value);
        }
        return this;
    }

    /** Adds a number of four bytes. */
    Structure dword(long value) {
        fixed.putInt((int) value);
        return this;
    }

    /** Adds a number of eight bytes. */
    Structure qword(long value) {
        fixed.putLong(value);
        return this;
    }

    /** Adds the number of a string, which is 0 for one that is empty or null. */
    Structure text(String text) {
        fixed.put((byte) string(text));
        return this;
    }

    /** Adds a string; gives its number. */
    int string(String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        strings.add(bytes);
        stringBytes += bytes.length + 1;
        return strings.size();
    }

    /** How many bytes it has, the end of its strings included. */
    int size() {
        return fixed.position() + (strings.isEmpty() ? 2 : stringBytes + 1);
    }

    /** Writes it all. */
    void to(ByteBuffer out) {
        fixed.put(LENGTH_AT, (byte) fixed.position());
        out.put(fixed.array(), 0, fixed.position());
        for (byte[] string : strings) {
            out.put(string).put((byte) 0);
        }
        out.put((byte) 0);
        if (strings.isEmpty()) {
            out.put((byte) 0);
        }
    }
}
