package baton.cli.daemon;

import baton.base.Reporter;
import baton.cli.options.ChardevBackend;
import baton.cli.options.ChardevOptions;
import baton.cli.options.FdSetEntry;
import baton.cli.options.MemoryBackendOptions;
import baton.cli.options.MemoryStore;
import baton.cli.options.ObjectOptions;
import baton.cli.options.OptionException;
import baton.cli.options.SocketEndpoint;
import baton.cli.options.VmOptions;
import baton.cpr.exec.Trial;
import baton.nat.libc.Files;
import java.io.IOException;
import java.util.Map;

/**
 * A command line on trial ({@link Trial}): says what machine it describes and whether its files are there. Makes and opens
 * nothing that the process whose guest it is to take over has, or that outlives this process.
 */
public final class TrialRun {
    private final VmOptions options;

    private TrialRun(VmOptions options) {
        this.options = options;
    }

    /** Whether this process was started for a trial. */
    public static boolean wanted() {
        return System.getenv(Trial.VARIABLE) != null;
    }

    /** Tries; returns the exit status. */
    public static int run(VmOptions options, Reporter stderr) {
        try {
            new TrialRun(options).check(stderr);
        } catch (OptionException e) {
            System.err.println(e.report(StderrReporter.PROGRAM));
            return 1;
        } catch (IOException e) {
            stderr.error(e.getMessage());
            return 1;
        }
        for (Map.Entry<String, String> fact : MachineFacts.of(options).entrySet()) {
            System.out.println(Trial.PREFIX + fact.getKey() + "=" + fact.getValue());
        }
        System.out.flush();
        return 0;
    }

    private void check(Reporter stderr) throws OptionException, IOException {
        if (options.migration().incoming().isEmpty()) {
            throw new OptionException("no -incoming: the guest would start anew");
        }
        MachineAssembly.check(options, stderr);
        for (ObjectOptions object : options.objects()) {
            if (object instanceof MemoryBackendOptions memory
                    && memory.store() instanceof MemoryStore.File file
                    && !file.path().startsWith(RamFiles.SETS)) {
                require(file.path(), "can't open backing store " + file.path() + " for guest RAM");
            }
        }
        for (ChardevOptions chardev : options.console().chardevs()) {
            checkChardev(chardev.id(), chardev.backend());
        }
        for (FdSetEntry entry : options.process().addFds()) {
            // Exec closes what the command does not find in the CPR state.
            require("/proc/self/fd/" + entry.fd(), entry.where());
        }
        if (options.process().pidFile() != null) {
            requireFolder(options.process().pidFile(), "cannot create PID file");
        }
    }

    private static void checkChardev(String id, ChardevBackend backend) throws OptionException {
        String where = "chardev " + id;
        if (backend instanceof ChardevBackend.File file) {
            requireFolder(file.path(), where);
        } else if (backend instanceof ChardevBackend.Device device) {
            require(device.path(), where);
        } else if (backend instanceof ChardevBackend.Socket socket
                && socket.address() instanceof SocketEndpoint.Unix unix
                && !unix.isAbstract()) {
            requireFolder(unix.path(), where);
        }
    }

    private static void requireFolder(String path, String what) throws OptionException {
        int slash = path.lastIndexOf('/');
        require(slash < 0 ? "." : path.substring(0, slash + 1), what + ": " + path);
    }

    private static void require(String path, String what) throws OptionException {
        if (!Files.exists(path)) {
            throw new OptionException(what + ": No such file or directory");
        }
    }
}
