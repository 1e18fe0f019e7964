package baton.chardev;

import baton.base.Closer;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.List;

/** The host's end of a chardev while it is connected: bytes in and out, never blocking. Main loop. */
interface Wire extends Closer.Resource {
    /** What to wait on for input, null when none ever comes. */
    Fd in();

    /** What to wait on for output, null when it is always ready. Not the descriptor of {@link #in}. */
    Fd out();

    /**
     * Reads up to {@code max} bytes to the start of {@code into}; 0 at the end, {@code Fd.WOULD_BLOCK} for none yet.
     *
     * @param fds gets descriptors that came along
     */
    int read(byte[] into, int max, List<Fd> fds) throws IOException;

    /** What has been begun and another process must know to go on; empty for nothing. */
    default byte[] begun() {
        return new byte[0];
    }

    /** Goes on from {@link #begun} of another process. */
    default void begun(byte[] state) {}

    /** Writes some bytes; how many, or {@code Fd.WOULD_BLOCK}. */
    int write(byte[] from, int offset, int length) throws IOException;
}
