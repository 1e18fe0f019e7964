package baton.cpr;

import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.cpr.exec.ExecPredecessor;
import baton.cpr.state.CprFd;
import baton.cpr.state.CprFds;
import baton.cpr.state.MemfdState;
import baton.cpr.state.SocketState;
import baton.cpr.transfer.TransferPredecessor;
import baton.migration.channel.ChannelAddress;
import baton.migration.params.MigMode;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sockets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds out whether this process is the heir of another, before it opens anything else. */
@MainLoopThread
public final class CprIncoming {
    /** Lets the main loop run until a descriptor can be read. */
    public interface Waiter {
        /** False when the process is to end instead. */
        boolean readable(Fd fd);
    }

    private final Waiter waiter;
    private final Reporter reporter;

    /** Reports warnings, and the first of two lines of an error, to {@code reporter}. */
    public CprIncoming(Waiter waiter, Reporter reporter) {
        this.waiter = waiter;
        this.reporter = reporter;
    }

    /**
     * The inheritance of this process.
     *
     * @param environment this process's
     * @param cpr address of {@code -incoming cpr}; null when there is none
     * @return null when the process is to end instead
     * @throws IOException there is one, and it cannot be had; the text is QEMU's
     */
    public Inheritance receive(Map<String, String> environment, ChannelAddress cpr) throws IOException {
        String number = environment.get(ExecPredecessor.STATE_VARIABLE);
        if (number != null) {
            if (cpr != null) {
                reporter.warn("ignoring cpr channel for migration mode cpr-exec");
            }
            return fromExec(number, environment);
        }
        return cpr == null ? Inheritance.none() : fromSocket(cpr);
    }

    private Inheritance fromExec(String number, Map<String, String> environment) throws IOException {
        Fd memfd = Fd.owned(descriptor(number, ExecPredecessor.STATE_VARIABLE));
        CprFds fds = new CprFds(MemfdState.read(memfd, reporter));
        String pause = environment.get(ExecPredecessor.PAUSE_VARIABLE);
        String machine = environment.get(ExecPredecessor.MACHINE_VARIABLE);
        Fd left = machine == null ? null : Fd.owned(descriptor(machine, ExecPredecessor.MACHINE_VARIABLE));
        if (left != null) {
            // A command that is run before the guest is here must not keep it.
            left.closeOnExec(true);
        }
        byte[] unread = unread(environment.get(ExecPredecessor.INPUT_VARIABLE));
        return new Inheritance(MigMode.CPR_EXEC, fds, new ExecPredecessor(memfd, fds, pause, left), unread);
    }

    private static byte[] unread(String number) throws IOException {
        if (number == null) {
            return new byte[0];
        }
        Fd memfd = Fd.owned(descriptor(number, ExecPredecessor.INPUT_VARIABLE));
        try {
            return MemfdState.content(memfd);
        } finally {
            memfd.close();
        }
    }

    private static int descriptor(String number, String variable) throws IOException {
        try {
            return Integer.parseUnsignedInt(number);
        } catch (NumberFormatException e) {
            throw new IOException("Invalid file descriptor number '" + number + "' in " + variable, e);
        }
    }

    private Inheritance fromSocket(ChannelAddress cpr) throws IOException {
        Fd connection = accept(listen(cpr));
        if (connection == null) {
            return null;
        }
        SocketState.Receiver receiver = new SocketState.Receiver(connection, reporter);
        List<CprFd> elements = null;
        while (elements == null) {
            if (!waiter.readable(connection)) {
                return null;
            }
            elements = receiver.receive();
        }
        TransferPredecessor predecessor = TransferPredecessor.of(connection, receiver.fromBaton());
        List<CprFd> devices = predecessor.devices();
        while (devices == null) {
            if (!waiter.readable(predecessor.news())) {
                return null;
            }
            devices = predecessor.devices();
        }
        List<CprFd> all = new ArrayList<>(elements);
        all.addAll(devices);
        return new Inheritance(MigMode.CPR_TRANSFER, new CprFds(all), predecessor);
    }

    private static Fd listen(ChannelAddress cpr) throws IOException {
        if (cpr instanceof ChannelAddress.Unix unix) {
            return listen(unix);
        }
        if (cpr instanceof ChannelAddress.Descriptor inherited) {
            return inherited(inherited.name());
        }
        throw new IOException("bad cpr channel socket type; must be unix");
    }

    private static Fd listen(ChannelAddress.Unix unix) throws IOException {
        String path = unix.path();
        try {
            if (!unix.inAbstract() && Files.exists(path)) {
                Files.unlink(path);
            }
            return Sockets.unixListen(unix.name(), 1);
        } catch (ErrnoException e) {
            throw new IOException("Failed to bind socket to " + path + ": " + e.getMessage(), e);
        }
    }

    private static Fd inherited(String number) throws IOException {
        try {
            Fd fd = Fd.owned(Integer.parseUnsignedInt(number));
            fd.closeOnExec(true);
            fd.nonBlocking(true);
            return fd;
        } catch (NumberFormatException e) {
            throw new IOException("Invalid file descriptor number '" + number + "'", e);
        } catch (ErrnoException e) {
            throw new IOException("cpr channel: file descriptor " + number + ": " + e.getMessage(), e);
        }
    }

    /** Waits for the old process, then stops listening: there is only one. */
    private Fd accept(Fd listener) throws IOException {
        String path = Sockets.localAddress(listener);
        try {
            Fd connection = null;
            while (connection == null) {
                if (!waiter.readable(listener)) {
                    return null;
                }
                connection = Sockets.accept(listener);
            }
            return connection;
        } finally {
            listener.close();
            if (!path.isEmpty() && Files.exists(path)) {
                Files.unlink(path);
            }
        }
    }
}
