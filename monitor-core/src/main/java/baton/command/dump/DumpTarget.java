package baton.command.dump;

import baton.monitor.FdStore;
import baton.monitor.QmpException;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;

/** Where a dump goes: {@code file:PATH}, or {@code fd:NAME} given with getfd. */
final class DumpTarget {
    private static final String FD = "fd:";
    private static final String FILE = "file:";
    private static final int OWNER_READS = 0400;

    private DumpTarget() {}

    static Fd open(String protocol, FdStore fds) throws QmpException {
        if (protocol.startsWith(FD)) {
            String name = protocol.substring(FD.length());
            Fd fd = fds.take(name);
            if (fd == null) {
                throw QmpException.generic("File descriptor named '" + name + "' has not been found");
            }
            return fd;
        }
        if (!protocol.startsWith(FILE)) {
            throw QmpException.generic("parameter 'protocol' must start with 'file:' or 'fd:'");
        }
        String path = protocol.substring(FILE.length());
        try {
            return Files.open(path, Sys.O_WRONLY | Sys.O_CREAT | Sys.O_TRUNC, OWNER_READS);
        } catch (ErrnoException e) {
            throw QmpException.generic("Could not create '" + path + "': " + e.getMessage());
        }
    }
}
