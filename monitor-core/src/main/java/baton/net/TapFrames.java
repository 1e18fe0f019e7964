package baton.net;

import baton.nat.libc.Errno;
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
        try {
            return (int) fd.readMemory(into.address(), into.size());
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EAGAIN) {
                return Fd.WOULD_BLOCK;
            }
            throw e;
        }
    }

    @Override
    public boolean write(long address, int length) throws IOException {
        try {
            fd.writeMemory(address, length);
        } catch (ErrnoException e) {
            // Any other errno, such as EIO of an interface that is down, loses the frame as a pulled cable does.
            return e.errno() != Errno.EAGAIN;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        fd.close();
    }
}
