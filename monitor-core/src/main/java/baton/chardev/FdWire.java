package baton.chardev;

import baton.base.Closer;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.List;

/** A wire of files, FIFOs or terminals. Owns both descriptors, which are non-blocking or always ready. */
final class FdWire implements Wire {
    private final Fd in;
    private final Fd out;

    /** Takes two different descriptors; either may be null. */
    FdWire(Fd in, Fd out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public Fd in() {
        return in;
    }

    @Override
    public Fd out() {
        return out;
    }

    @Override
    public int read(byte[] into, int max, List<Fd> fds) throws IOException {
        return in.read(into, 0, max);
    }

    @Override
    public int write(byte[] from, int offset, int length) throws IOException {
        return out == null ? length : out.write(from, offset, length);
    }

    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            if (in != null) {
                closer.add(in);
            }
            if (out != null) {
                closer.add(out);
            }
        }
    }
}
