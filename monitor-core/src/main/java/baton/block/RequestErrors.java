package baton.block;

import baton.base.AnyThread;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import java.io.IOException;

/** What becomes of a backend's requests that failed, and what is remembered of them. */
@AnyThread
final class RequestErrors {
    private final BlockErrors told;
    private volatile ErrorPolicy onRead;
    private volatile ErrorPolicy onWrite;
    private volatile boolean noSpaceSeen;
    private volatile boolean failedSeen;

    RequestErrors(BlockErrors told, ErrorPolicy onRead, ErrorPolicy onWrite) {
        this.told = told;
        this.onRead = onRead;
        this.onWrite = onWrite;
    }

    /** Null changes nothing. */
    void policies(ErrorPolicy read, ErrorPolicy write) {
        onRead = read == null ? onRead : read;
        onWrite = write == null ? onWrite : write;
    }

    /** QEMU's io-status: ok, failed or nospace. */
    String status() {
        if (noSpaceSeen) {
            return "nospace";
        }
        return failedSeen ? "failed" : "ok";
    }

    void forget() {
        noSpaceSeen = false;
        failedSeen = false;
    }

    /** What is done about a request of {@code backend}; says so. */
    ErrorPolicy decide(BlockBackend backend, boolean write, IOException why) {
        boolean noSpace = why instanceof ErrnoException e && e.errno() == Errno.ENOSPC;
        ErrorPolicy action = (write ? onWrite : onRead).decide(noSpace);
        if (action == ErrorPolicy.STOP && noSpace) {
            noSpaceSeen = true;
        } else if (action == ErrorPolicy.STOP) {
            failedSeen = true;
        }
        told.failed(backend, write, action, noSpace, why.getMessage());
        return action;
    }
}
