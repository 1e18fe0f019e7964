package baton.cpr.state;

import baton.nat.libc.Fd;
import java.io.EOFException;
import java.io.IOException;

/** Where a CPR state is read from. */
abstract class FdInput {
    private final byte[] bytes;
    private final int length;
    private int at;

    FdInput(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** The next byte, which stays; -1 at the end. */
    int peek() {
        return at < length ? bytes[at] & 0xff : -1;
    }

    int u8() throws EOFException {
        if (at >= length) {
            throw new EOFException();
        }
        return bytes[at++] & 0xff;
    }

    int be32() throws EOFException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | u8();
        }
        return value;
    }

    byte[] take(int count) throws EOFException {
        byte[] taken = new byte[count];
        for (int i = 0; i < count; i++) {
            taken[i] = (byte) u8();
        }
        return taken;
    }

    /** The next descriptor, in the way of the channel; the state's from now on. */
    abstract Fd getFd() throws IOException;
}
