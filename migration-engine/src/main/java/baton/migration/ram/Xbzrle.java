package baton.migration.ram;

import baton.nat.libc.Memory;

/**
 * A page as how it differs from what it was: the lengths of a run of equal bytes and of one of others, then these, again
 * and again; equal bytes at the end are left out (docs/wire/stream.md, section 1B, XBZRLE). Any thread.
 */
public final class Xbzrle {
    private static final int PAGE = 4096;
    private static final int MORE = 0x80;
    /** A long with a byte of zero in it: borrow from the byte above its top bit, which was not set. */
    private static final long ONES = 0x0101010101010101L;

    private static final long TOPS = 0x8080808080808080L;

    private Xbzrle() {}

    /**
     * Writes at {@code out}, in at most 4096 bytes, how the page {@code now} differs from {@code old}.
     *
     * @return bytes written, 0 when the pages are equal; -1 when they did not suffice
     */
    public static int encode(long old, long now, long out) {
        int at = 0;
        int length = 0;
        while (at < PAGE) {
            int differs = equalEnd(old, now, at);
            if (differs == PAGE) {
                return length;
            }
            int end = differentEnd(old, now, differs);
            // At most two bytes for each of the lengths.
            if (length + 4 + end - differs > PAGE) {
                return -1;
            }
            length += number(out + length, differs - at);
            length += number(out + length, end - differs);
            Memory.copyMemory(now + differs, out + length, end - differs);
            length += end - differs;
            at = end;
        }
        return length;
    }

    private static int equalEnd(long old, long now, int from) {
        int at = from;
        while (at < PAGE) {
            if (at + Long.BYTES <= PAGE && Memory.getLong(old + at) == Memory.getLong(now + at)) {
                at += Long.BYTES;
            } else if (Memory.getByte(old + at) == Memory.getByte(now + at)) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private static int differentEnd(long old, long now, int from) {
        int at = from;
        while (at + Long.BYTES <= PAGE) {
            long difference = Memory.getLong(old + at) ^ Memory.getLong(now + at);
            if ((difference - ONES & ~difference & TOPS) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < PAGE && Memory.getByte(old + at) != Memory.getByte(now + at)) {
            at++;
        }
        return at;
    }

    private static int number(long out, int value) {
        if (value < MORE) {
            Memory.putByte(out, (byte) value);
            return 1;
        }
        Memory.putByte(out, (byte) (value | MORE));
        Memory.putByte(out + 1, (byte) (value >> 7));
        return 2;
    }

    /**
     * Changes the page at {@code page} as the first {@code length} of {@code bytes} say. Never touches anything else.
     *
     * @return false when they make no sense; the page may have changed by then
     */
    public static boolean decode(byte[] bytes, int length, long page) {
        int in = 0;
        int at = 0;
        while (in < length) {
            int equal = number(bytes, in, length);
            if (equal < 0 || equal == 0 && in > 0) {
                return false;
            }
            in += equal < MORE ? 1 : 2;
            at += equal;
            int different = number(bytes, in, length);
            if (different <= 0) {
                return false;
            }
            in += different < MORE ? 1 : 2;
            if (different > length - in || different > PAGE - at) {
                return false;
            }
            Memory.copy(bytes, in, page + at, different);
            in += different;
            at += different;
        }
        return true;
    }

    /** The number at {@code at}; -1 when there is none, or not in its shortest form. */
    private static int number(byte[] bytes, int at, int length) {
        if (at >= length) {
            return -1;
        }
        int low = bytes[at];
        if (low >= 0) {
            return low;
        }
        if (at + 1 >= length || bytes[at + 1] <= 0) {
            return -1;
        }
        return low & MORE - 1 | bytes[at + 1] << 7;
    }
}
