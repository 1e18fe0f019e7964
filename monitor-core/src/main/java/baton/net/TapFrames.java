package baton.net;

import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;

/** Frames of a tap: one read or write each. */
final class TapFrames implements Frames {
    private final Fd fd;

    TapFrames(Fd fd) {
        this.fd = fd;
    }

    @Override
    public Fd fd() {
        return fd;
    }

    @Override
    public int read(NativeBuffer into) throws IOException {
        return (int) fd.readMemory(into.address(), into.size());
    }

    @Override
    public boolean write(long address, int length) throws IOException {
        try {
            return fd.writeMemory(address, length) != Fd.WOULD_BLOCK;
        } catch (ErrnoException e) {
            // EIO of an interface that is down, for one, loses the frame as a pulled cable does.
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        fd.close();
    }
}
