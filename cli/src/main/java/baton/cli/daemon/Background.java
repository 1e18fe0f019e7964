package baton.cli.daemon;

import baton.cli.options.OptionException;
import baton.cli.options.ProcessOptions;
import baton.cpr.exec.ExecPredecessor;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.nio.charset.StandardCharsets;

/**
 * {@code -daemonize}. A JVM cannot fork, so the launcher starts it in a session of its own and waits on a pipe; here the
 * process says that it is ready and lets go of stdin, stdout and stderr.
 */
final class Background {
    /** System property with the number of the launcher's pipe. */
    private static final String READY_FD = "baton.ready";

    private Background() {}

    /** Whether the process is to go to the background: after cpr-exec it is there already. */
    static boolean wanted(ProcessOptions process) {
        return process.daemonize() && System.getenv(ExecPredecessor.STATE_VARIABLE) == null;
    }

    /** Refuses {@code -daemonize} for a process nobody waits for. */
    static void check() throws OptionException {
        if (System.getProperty(READY_FD) == null) {
            throw new OptionException("-daemonize: start Baton by bin/qemu-kvm or bin/qemu-system-x86_64, not by java");
        }
    }

    /** Everything listens: the launcher may return. */
    static void ready() throws ErrnoException {
        Fd nothing = Files.open("/dev/null", Sys.O_RDWR, 0);
        for (int number = 0; number <= 2; number++) {
            nothing.replace(number);
        }
        nothing.close();
        byte[] word = "ready\n".getBytes(StandardCharsets.US_ASCII);
        Fd pipe = Fd.owned(Integer.parseInt(System.getProperty(READY_FD)));
        pipe.writeFully(word, 0, word.length);
        pipe.close();
    }
}
