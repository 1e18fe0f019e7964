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
    private static final int MAX_BYTES = 64;

    private final String path;
    /** Open, and locked, for as long as the process lives. */
    private Fd file;

    private PidFile(String path, Fd file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Writes the file and locks it.
     *
     * @param takesOver whether another process, which has the guest yet and is about to end, may have it locked
     */
    static PidFile write(String path, boolean takesOver) throws OptionException {
        Fd file = open(path);
        boolean written = false;
        try {
            if (!file.lock() && !takesOver) {
                throw new OptionException(
                        "cannot create PID file: Cannot lock pid file: Resource temporarily unavailable");
            }
            write(file);
            written = true;
            return new PidFile(path, file);
        } catch (ErrnoException e) {
            throw new OptionException("cannot create PID file: Cannot write pid file " + path + ": " + e.getMessage());
        } finally {
            if (!written) {
                close(file);
            }
        }
    }

    private static void write(Fd file) throws ErrnoException {
        byte[] text = own().getBytes(StandardCharsets.US_ASCII);
        file.truncate(0);
        file.writeFully(text, 0, text.length);
    }

    private static String own() {
        return Signals.processId() + "\n";
    }

    /**
     * Writes this process's id again where that of one that has ended is left, or nothing.
     *
     * @return false while it holds the id of another that lives
     */
    boolean reclaim() throws ErrnoException {
        String there = Files.exists(path) ? content() : "";
        if (there.equals(own())) {
            return true;
        }
        if (lives(there)) {
            return false;
        }
        Fd anew = Files.open(path, Sys.O_CREAT | Sys.O_WRONLY, OWNER_ONLY);
        close(file);
        file = anew;
        // Only for others to see: it is this process's whoever has locked it.
        file.lock();
        write(file);
        return true;
    }

    /** Whether that is the id of a process that is not a zombie. */
    private static boolean lives(String text) {
        try {
            // The second field is the name in parentheses, with anything in it; the third the state.
            String fields = content("/proc/" + Integer.parseInt(text.trim()) + "/stat");
            return !fields.substring(fields.lastIndexOf(')') + 1).startsWith(" Z");
        } catch (ErrnoException | NumberFormatException e) {
            return false;
        }
    }

    private static Fd open(String path) throws OptionException {
        try {
            return Files.open(path, Sys.O_CREAT | Sys.O_WRONLY, OWNER_ONLY);
        } catch (ErrnoException e) {
            throw new OptionException("cannot create PID file: Cannot open pid file " + path + ": " + e.getMessage());
        }
    }

    private static void close(Fd file) {
        try {
            file.close();
        } catch (ErrnoException e) {
            System.err.println(StderrReporter.PROGRAM + ": cannot close the pid file: " + e.getMessage());
        }
    }

    /** Removes it, unless somebody has done so before, or another process has written its own id since. */
    void remove() {
        close(file);
        if (!Files.exists(path)) {
            return;
        }
        try {
            if (content().equals(own())) {
                Files.unlink(path);
            }
        } catch (ErrnoException e) {
            System.err.println(StderrReporter.PROGRAM + ": cannot remove " + path + ": " + e.getMessage());
        }
    }

    private String content() throws ErrnoException {
        return content(path);
    }

    private static String content(String path) throws ErrnoException {
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
