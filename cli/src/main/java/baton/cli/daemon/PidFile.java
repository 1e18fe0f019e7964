package baton.cli.daemon;

import baton.cli.options.OptionException;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Signals;
import baton.nat.libc.Sys;
import java.nio.charset.StandardCharsets;

/** {@code -pidfile}: this process's id while it lives. */
final class PidFile {
    private static final int OWNER_ONLY = 0600;
    private static final int MAX_BYTES = 32;

    private final String path;

    private PidFile(String path) {
        this.path = path;
    }

    /** Writes the file. */
    static PidFile write(String path) throws OptionException {
        byte[] text = (Signals.processId() + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            Fd fd = Files.open(path, Sys.O_CREAT | Sys.O_WRONLY | Sys.O_TRUNC, OWNER_ONLY);
            try {
                fd.writeFully(text, 0, text.length);
            } finally {
                fd.close();
            }
            return new PidFile(path);
        } catch (ErrnoException e) {
            throw new OptionException("cannot create PID file: Cannot open pid file " + path + ": " + e.getMessage());
        }
    }

    /** Removes it, unless somebody has done so before, or another process has written its own id since. */
    void remove() {
        if (!Files.exists(path)) {
            return;
        }
        try {
            if (content().equals(Signals.processId() + "\n")) {
                Files.unlink(path);
            }
        } catch (ErrnoException e) {
            System.err.println(StderrReporter.PROGRAM + ": cannot remove " + path + ": " + e.getMessage());
        }
    }

    private String content() throws ErrnoException {
        byte[] bytes = new byte[MAX_BYTES];
        Fd fd = Files.open(path, Sys.O_RDONLY, 0);
        try {
            int length = fd.read(bytes, 0, bytes.length);
            return new String(bytes, 0, Math.max(0, length), StandardCharsets.US_ASCII);
        } finally {
            fd.close();
        }
    }
}
