package baton.migration.channel;

import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sockets;
import baton.nat.libc.Sys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens channels for addresses. The message of every failure is QEMU's whole text. The caller closes what it gets.
 * Waiting for a peer happens in {@link PendingChannel#await}, not here; a FIFO is opened without waiting for its other end.
 */
@MainLoopThread
public final class Channels {
    private static final String FD_SET = "/dev/fdset/";
    private static final int NEW_FILE_MODE = 0600;

    private final MigrationFds fds;
    private final Reporter reporter;

    /** Makes one that finds named descriptors and sets in {@code fds}. */
    public Channels(MigrationFds fds, Reporter reporter) {
        this.fds = fds;
        this.reporter = reporter;
    }

    /** Opens what needs no peer ({@code !address.live()}) for writing. */
    public Channel openForWriting(ChannelAddress address) throws IOException {
        if (address instanceof ChannelAddress.File file) {
            return createFile(file);
        }
        if (address instanceof ChannelAddress.Command command) {
            return CommandChannel.writingTo(command.words());
        }
        if (address instanceof ChannelAddress.Descriptor descriptor) {
            return given(named(descriptor.name()));
        }
        throw unsupported(address);
    }

    /** A channel from the beginning of a memfd, which stays the caller's: {@link ChannelAddress.Memory}. */
    public Channel over(Fd memfd) throws IOException {
        Fd own = memfd.dup();
        own.seek(0, Sys.SEEK_SET);
        return FileChannel.at(own, 0, null);
    }

    /** Two ends of a socket. Any thread. */
    public static Channel[] pair() throws IOException {
        Fd[] ends = Sockets.pair();
        return new Channel[] {FlowChannel.of(ends[0], "socket"), FlowChannel.of(ends[1], "socket")};
    }

    /** Opens what needs no peer for reading. */
    public Channel openForReading(ChannelAddress address) throws IOException {
        if (address instanceof ChannelAddress.File file) {
            return openFile(file);
        }
        if (address instanceof ChannelAddress.Command command) {
            return CommandChannel.readingFrom(command.words());
        }
        if (address instanceof ChannelAddress.Descriptor descriptor) {
            return given(descriptor.numbered() ? numbered(descriptor.name()) : named(descriptor.name()));
        }
        throw unsupported(address);
    }

    /** Gets ready to connect; nothing is sent before {@link PendingChannel#await}. */
    public PendingChannel connect(ChannelAddress address) throws IOException {
        if (address instanceof ChannelAddress.Other) {
            throw unsupported(address);
        }
        return new Connector(address);
    }

    /**
     * Asks for the IP addresses that {@link #listen} needs of an address that is {@code named()}; others are given back as
     * they are. Any thread: may take as long as a name server does.
     */
    public static ChannelAddress lookUp(ChannelAddress address) throws IOException {
        return address instanceof ChannelAddress.Inet inet
                ? new ChannelAddress.Resolved(inet, Hosts.toListen(inet))
                : address;
    }

    /** Whether the address is a socket that listens already, which whoever started this process left to it: {@link #listen}. */
    public boolean listens(ChannelAddress address) {
        try {
            return address instanceof ChannelAddress.Descriptor descriptor
                    && descriptor.numbered()
                    && Sockets.isListening(Fd.borrowed(Integer.parseInt(descriptor.name())));
        } catch (NumberFormatException | ErrnoException e) {
            // Not even a socket; opening it says what is wrong.
            return false;
        }
    }

    /** As {@link #connect(ChannelAddress)}, for a {@link ChannelGroup} when there are channels beside the main one. */
    public PendingChannel connect(ChannelAddress address, Beside beside) throws IOException {
        PendingChannel one = connect(address);
        return beside.count() == 0 ? one : new GroupConnector(address, beside.count());
    }

    /** As {@link #listen(ChannelAddress)}, for a {@link ChannelGroup} when there are channels beside the main one. */
    public PendingChannel listen(ChannelAddress address, Beside beside) throws IOException {
        Listener one = listenAt(address);
        return beside.count() == 0 ? one : new GroupListener(one, beside.count());
    }

    /** As {@link #openForWriting(ChannelAddress)}, for a {@link ChannelGroup} when there are channels beside the main one. */
    public Channel openForWriting(ChannelAddress address, Beside beside) throws IOException {
        return group(openForWriting(address), address, Sys.O_WRONLY, beside);
    }

    /** As {@link #openForReading(ChannelAddress)}, for a {@link ChannelGroup} when there are channels beside the main one. */
    public Channel openForReading(ChannelAddress address, Beside beside) throws IOException {
        return group(openForReading(address), address, Sys.O_RDONLY, beside);
    }

    private Channel group(Channel main, ChannelAddress address, int access, Beside beside) throws IOException {
        if (beside.count() == 0 || !(address instanceof ChannelAddress.File file)) {
            return main;
        }
        List<Channel> others = new ArrayList<>();
        try {
            for (int i = 0; i < beside.count(); i++) {
                others.add(again(file.path(), access | (beside.direct() ? Sys.O_DIRECT : 0)));
            }
            return new ChannelGroup(main, others);
        } catch (IOException e) {
            if (access == Sys.O_WRONLY) {
                main.abandon();
            }
            others.add(main);
            GroupConnector.closeAll(others);
            throw e;
        }
    }

    private Channel again(String path, int flags) throws IOException {
        try {
            Fd fd = path.startsWith(FD_SET) ? fds.openSet(path, flags) : Files.open(path, flags, 0);
            return FileChannel.at(fd, 0, null);
        } catch (ErrnoException e) {
            throw new IOException("Could not open '" + path + "': " + e.getMessage(), e);
        }
    }

    /** Listens at once; a name that was not looked up before is asked for here. */
    public PendingChannel listen(ChannelAddress address) throws IOException {
        return listenAt(address);
    }

    private Listener listenAt(ChannelAddress address) throws IOException {
        if (address instanceof ChannelAddress.Unix unix) {
            return Listener.on(unix);
        }
        if (address instanceof ChannelAddress.Inet inet) {
            return Listener.on(inet);
        }
        if (address instanceof ChannelAddress.Resolved resolved) {
            return Listener.on(resolved);
        }
        if (address instanceof ChannelAddress.Vsock vsock) {
            return Listener.on(vsock);
        }
        if (address instanceof ChannelAddress.Descriptor descriptor) {
            return Listener.on(numbered(descriptor.name()), descriptor.name());
        }
        throw unsupported(address);
    }

    private Channel createFile(ChannelAddress.File file) throws IOException {
        String path = file.path();
        if (path.startsWith(FD_SET)) {
            return truncated(fds.openSet(path, Sys.O_CREAT | Sys.O_WRONLY), file.offset(), null);
        }
        try {
            boolean existed = Files.exists(path);
            Fd fd = Files.open(path, Sys.O_CREAT | Sys.O_WRONLY | Sys.O_NONBLOCK, NEW_FILE_MODE);
            return truncated(fd, file.offset(), existed ? null : path);
        } catch (ErrnoException e) {
            throw new IOException("Could not create '" + path + "': " + e.getMessage(), e);
        }
    }

    private static Channel truncated(Fd fd, long offset, String created) throws IOException {
        try {
            fd.truncate(offset);
            if (offset > 0) {
                fd.seek(offset, Sys.SEEK_SET);
            }
            return FileChannel.at(fd, offset, created);
        } catch (ErrnoException e) {
            fd.close();
            if (created != null) {
                Files.unlink(created);
            }
            throw new IOException(
                    "failed to truncate migration file to offset " + Long.toHexString(offset) + ": " + e.getMessage(),
                    e);
        }
    }

    private Channel openFile(ChannelAddress.File file) throws IOException {
        String path = file.path();
        Fd fd;
        try {
            fd = path.startsWith(FD_SET)
                    ? fds.openSet(path, Sys.O_RDONLY)
                    : Files.open(path, Sys.O_RDONLY | Sys.O_NONBLOCK, 0);
        } catch (ErrnoException e) {
            throw new IOException("Could not open '" + path + "': " + e.getMessage(), e);
        }
        try {
            if (file.offset() > 0) {
                fd.seek(file.offset(), Sys.SEEK_SET);
            }
            return Files.status(fd).isPipe() ? FlowChannel.of(fd, "file") : FileChannel.at(fd, file.offset(), null);
        } catch (ErrnoException e) {
            fd.close();
            throw new IOException("failed to seek in '" + path + "': " + e.getMessage(), e);
        }
    }

    /** A descriptor we were given: files go on from where they stand. */
    private Channel given(Fd fd) throws IOException {
        Files.Status status = Files.status(fd);
        if (status.isSocket() || status.isPipe()) {
            return FlowChannel.of(fd, status.isSocket() ? "socket" : "file");
        }
        if (status.isRegular()) {
            reporter.warn("fd: migration to a file is deprecated. Use file: instead.");
        }
        return FileChannel.at(fd, status.isRegular() ? fd.position() : 0, null);
    }

    private Fd named(String name) throws IOException {
        Fd fd = fds.take(name);
        if (fd == null) {
            throw new IOException("File descriptor named '" + name + "' has not been found");
        }
        return fd;
    }

    /** An inherited descriptor; kept from children from now on. */
    private static Fd numbered(String text) throws IOException {
        try {
            Fd fd = Fd.owned(Integer.parseInt(text));
            fd.statusFlags();
            fd.closeOnExec(true);
            return fd;
        } catch (NumberFormatException e) {
            throw new IOException("Invalid file descriptor number '" + text + "'", e);
        } catch (ErrnoException e) {
            throw new IOException("Could not use file descriptor " + text + ": " + e.getMessage(), e);
        }
    }

    private static IOException unsupported(ChannelAddress address) {
        String transport = address instanceof ChannelAddress.Other other ? other.transport() : "this";
        return new IOException(transport + " transport is not in this build of Baton yet");
    }
}
