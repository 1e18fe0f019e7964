package baton.command.dump;

import baton.nat.libc.Fd;
import java.io.IOException;

/** Writes a core on a thread of its own, so that a slow disk or pipe holds nobody up. */
final class DumpWriter implements Runnable {
    /** Told when nothing more will be written; on the thread that wrote. */
    interface End {
        /** {@code error} is null when all was written. */
        void reached(String error);
    }

    private static final long CHUNK = 4 << 20;

    private final ElfCore core;
    private final byte[] head;
    private final Fd file;
    private final End end;
    private volatile long completed;

    DumpWriter(ElfCore core, byte[] head, Fd file, End end) {
        this.core = core;
        this.head = head;
        this.file = file;
        this.end = end;
    }

    long total() {
        return core.total();
    }

    long completed() {
        return completed;
    }

    @Override
    public void run() {
        end.reached(write());
    }

    private String write() {
        String error = null;
        try {
            file.nonBlocking(false);
            file.writeFully(head, 0, head.length);
            for (ElfCore.Segment segment : core.segments()) {
                memory(segment);
            }
        } catch (IOException e) {
            error = "dump: failed to save memory: " + e.getMessage();
        }
        try {
            file.close();
        } catch (IOException e) {
            error = error == null ? "dump: failed to save memory: " + e.getMessage() : error;
        }
        return error;
    }

    private void memory(ElfCore.Segment segment) throws IOException {
        for (long done = 0; done < segment.length(); ) {
            long n = file.writeFile(segment.host() + done, Math.min(CHUNK, segment.length() - done));
            done += n;
            completed += n;
        }
    }
}
