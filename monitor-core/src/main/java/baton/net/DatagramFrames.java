package baton.net;

import baton.nat.libc.Datagrams;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;

/** Frames of a datagram socket: one message each. A peer that is not there loses them. */
final class DatagramFrames implements Frames {
    private final Fd fd;
    private final Datagrams.Address peer;

    /** {@code peer} is null where the socket is connected. */
    DatagramFrames(Fd fd, Datagrams.Address peer) {
        this.fd = fd;
        this.peer = peer;
    }

    @Override
    public Fd fd() {
        return fd;
    }

    /** An empty message is no frame; an error is some earlier message's and tells nothing about the next. */
    @Override
    public int read(NativeBuffer into) throws IOException {
        try {
            int n = Datagrams.receive(fd, into.address(), into.size());
            return n == 0 ? Fd.WOULD_BLOCK : n;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ECONNREFUSED) {
                return Fd.WOULD_BLOCK;
            }
            throw e;
        }
    }

    @Override
    public boolean write(long address, int length) {
        try {
            return Datagrams.send(fd, address, length, peer);
        } catch (ErrnoException e) {
            return true; // nobody there, or too long for the socket: lost, as on a wire
        }
    }

    @Override
    public void close() throws IOException {
        fd.close();
    }
}
