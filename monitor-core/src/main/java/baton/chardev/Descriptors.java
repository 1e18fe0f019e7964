package baton.chardev;

import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import java.util.List;

/** Descriptors that arrived and that nobody wants. */
public final class Descriptors {
    private Descriptors() {}

    /** Closes them all: what a front end does with descriptors it has no use for. */
    public static void closeAll(List<Fd> fds) {
        for (Fd fd : fds) {
            close(fd);
        }
    }

    /** Closes one whose close cannot matter to us. */
    static void close(Fd fd) {
        try {
            fd.close();
        } catch (ErrnoException e) {
            // The number is released all the same, and what its file lost is its sender's to know.
            return;
        }
    }
}
