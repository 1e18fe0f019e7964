package baton.chardev;

import baton.base.MainLoopThread;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The path of a unix socket that this process listens at. Another process may bind it anew, as one does that is to take the
 * guest over; then it is that one's, until it has ended.
 */
@MainLoopThread
public final class UnixPath {
    private static final int BACKLOG = 16;
    /** Sockets by path; listening ones have that flag. */
    private static final Path TABLE = Path.of("/proc/net/unix");

    private static final String LISTENING = " 00010000 ";

    private final String path;
    private Files.Identity own;

    private UnixPath(String path) {
        this.path = path;
        this.own = Files.identity(path);
    }

    /** Listens at {@code path}, instead of whoever did. The caller closes. */
    public static Fd listen(String path) throws ErrnoException {
        unlink(path);
        return Sockets.unixListen(path, BACKLOG);
    }

    /** Removes what is there, if there is something. */
    static void unlink(String path) throws ErrnoException {
        try {
            Files.unlink(path);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
                throw e;
            }
        }
    }

    /** What this process has just bound to. */
    public static UnixPath bound(String path) {
        return new UnixPath(path);
    }

    /** Whether it leads to this process's socket. */
    public boolean leadsHere() {
        return own == null || own.same(Files.identity(path));
    }

    /**
     * Listens at it again when it leads nowhere: to no file, or to a socket that nobody listens at. The caller closes, the old
     * socket too.
     *
     * @return null while somebody else has it, or it cannot be bound
     */
    public Fd reclaim() {
        try {
            if (!isFree() || isServed()) {
                return null;
            }
            Fd listener = listen(path);
            own = Files.identity(path);
            return listener;
        } catch (IOException e) {
            // The folder is gone, or closed to us: perhaps not for ever.
            return null;
        }
    }

    private boolean isFree() throws IOException {
        Path name = Path.of(path);
        return !java.nio.file.Files.exists(name, LinkOption.NOFOLLOW_LINKS)
                || java.nio.file.Files.readAttributes(name, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther();
    }

    /** Looks into the kernel's table first: who is there is not to be disturbed by a client that says nothing. */
    private boolean isServed() throws IOException {
        int listening = 0;
        for (String line : java.nio.file.Files.readAllLines(TABLE, StandardCharsets.ISO_8859_1)) {
            listening += line.endsWith(" " + path) && line.contains(LISTENING) ? 1 : 0;
        }
        // One of them is this process's, which was bound there.
        return listening > 1 || answers();
    }

    private boolean answers() throws ErrnoException {
        try {
            Sockets.unixConnect(path, true).close();
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ECONNREFUSED || e.errno() == Errno.ENOENT) {
                return false;
            }
            return true;
        }
    }

    /** Removes it if it is still this process's. */
    public void remove() throws ErrnoException {
        Files.unlinkOwn(path, own);
    }
}
