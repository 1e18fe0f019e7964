package baton.block;

import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;

/**
 * QEMU's locks on an image: a byte for each permission that is used, and one for each that others must not have. Locks are
 * of the open file, so that closing it, by whatever end of the process, gives them up.
 */
final class ImageLock {
    private static final int USED = 100;
    private static final int UNSHARED = 200;
    private static final int CONSISTENT_READ = 0;
    private static final int WRITE = 1;

    private final Fd fd;
    private final String filename;

    ImageLock(Fd fd, String filename) {
        this.fd = fd;
        this.filename = filename;
    }

    /** Takes the locks of a use, or none. */
    void take(BlockNode.Use use) throws BlockException {
        try {
            Files.lockShared(fd, USED + CONSISTENT_READ, 1, true);
            if (use.write()) {
                Files.lockShared(fd, USED + WRITE, 1, true);
            }
            if (use.attached() && !use.shareWrite()) {
                Files.lockShared(fd, UNSHARED + WRITE, 1, true);
            }
            check(use);
        } catch (ErrnoException e) {
            release();
            throw new BlockException("Failed to lock '" + filename + "': " + e.getMessage(), e);
        } catch (BlockException e) {
            release();
            throw e;
        }
    }

    /** Own locks first, then a look at others': of two that come at once at least one sees the other. */
    private void check(BlockNode.Use use) throws BlockException, ErrnoException {
        refuse(UNSHARED + CONSISTENT_READ, "\"consistent read\"");
        if (use.write()) {
            refuse(UNSHARED + WRITE, "\"write\"");
        }
        if (use.attached() && !use.shareWrite()) {
            refuse(USED + WRITE, "shared \"write\"");
        }
    }

    private void refuse(int at, String what) throws BlockException, ErrnoException {
        if (Files.lockedByOthers(fd, at, 1)) {
            throw new BlockException(
                    "Failed to get " + what + " lock\nIs another process using the image [" + filename + "]?");
        }
    }

    void release() {
        try {
            Files.lockShared(fd, USED, UNSHARED, false);
        } catch (ErrnoException e) {
            throw new IllegalStateException("cannot unlock '" + filename + "'", e);
        }
    }
}
