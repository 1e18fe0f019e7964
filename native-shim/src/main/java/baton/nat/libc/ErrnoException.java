package baton.nat.libc;

import java.io.IOException;

/** A system call that the kernel refused. The message is glibc's text for the errno. */
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    /** Makes one for a call such as {@code open} and a positive errno. */
    public ErrnoException(String call, int errno) {
        super(Errno.text(errno));
        this.call = call;
        this.errno = errno;
    }

    /** The system call's name. */
    public String call() {
        return call;
    }

    /** The positive errno. */
    public int errno() {
        return errno;
    }
}
