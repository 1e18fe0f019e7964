package baton.cli.daemon;

import baton.chardev.ChardevConfig;
import baton.chardev.ChardevException;
import baton.chardev.Cpr;
import baton.cli.options.ChardevBackend;
import baton.cli.options.ChardevOptions;
import baton.cli.options.OnOffAuto;
import baton.cli.options.SocketEndpoint;
import baton.migration.channel.MigrationFds;
import baton.nat.libc.Fd;

/** What the command line said of a chardev, in the words of {@code baton.chardev}. */
final class ChardevConfigs {
    private ChardevConfigs() {}

    /**
     * Translates one.
     *
     * @param goesOn whether the guest comes from a process of this host: what it has written to a file is kept, and its clients
     *     come back by themselves
     * @param named descriptors by name
     * @throws ChardevException no chardev here does that; to be printed after {@link ChardevOptions#where} like
     *     those of opening
     */
    static ChardevConfig of(ChardevOptions options, boolean goesOn, MigrationFds named) throws ChardevException {
        if (options.logFile() != null) {
            throw new ChardevException("logfile is not supported; use a file chardev or redirect output");
        }
        String id = options.id();
        boolean mux = options.mux();
        ChardevBackend backend = options.backend();
        try {
            if (backend instanceof ChardevBackend.Stdio stdio) {
                return new ChardevConfig.Stdio(id, mux, stdio.signal());
            }
            if (backend instanceof ChardevBackend.File file) {
                return new ChardevConfig.Output(id, mux, file.path(), goesOn || file.append(), file.inputPath());
            }
            if (backend instanceof ChardevBackend.Socket socket) {
                return socket(options, socket, goesOn, named);
            }
            return plain(id, mux, backend);
        } catch (IllegalArgumentException e) {
            throw new ChardevException(e.getMessage());
        }
    }

    /** What {@code cpr=} says. */
    static Cpr survival(ChardevOptions options) {
        return switch (options.cpr()) {
            case AUTO -> Cpr.AUTO;
            case ON -> Cpr.ON;
            case OFF -> Cpr.OFF;
        };
    }

    private static ChardevConfig plain(String id, boolean mux, ChardevBackend backend) {
        if (backend instanceof ChardevBackend.Pipe pipe) {
            return new ChardevConfig.Pipe(id, mux, pipe.path());
        }
        if (backend instanceof ChardevBackend.Pty pty) {
            return new ChardevConfig.Pty(id, mux, pty.linkPath());
        }
        if (backend instanceof ChardevBackend.Device device) {
            return new ChardevConfig.Device(id, mux, device.path());
        }
        if (backend instanceof ChardevBackend.RingBuffer ring) {
            return new ChardevConfig.Ringbuf(id, mux, ring.size());
        }
        return new ChardevConfig.Null(id, mux);
    }

    private static ChardevConfig socket(
            ChardevOptions options, ChardevBackend.Socket socket, boolean goesOn, MigrationFds named)
            throws ChardevException {
        boolean telnet = socket.protocol() == ChardevBackend.Protocol.TELNET;
        ChardevConfig.SocketOptions how = new ChardevConfig.SocketOptions(
                socket.waitForClient() && !goesOn, telnet, socket.nodelay(), socket.reconnectMillis(), goesOn);
        ChardevConfig.Address address = socket.address() instanceof SocketEndpoint.Descriptor fd
                ? new ChardevConfig.InheritedAddress(number(fd.name(), goesOn, named))
                : address(socket.address());
        return new ChardevConfig.Socket(options.id(), options.mux(), address, socket.server(), how);
    }

    private static ChardevConfig.Address address(SocketEndpoint endpoint) throws ChardevException {
        if (endpoint instanceof SocketEndpoint.Inet inet) {
            boolean ipv4 = inet.ipv4().or(inet.ipv6() != OnOffAuto.ON);
            boolean ipv6 = inet.ipv6().or(inet.ipv4() != OnOffAuto.ON);
            return new ChardevConfig.InetAddress(inet.host(), inet.port(), inet.to(), ipv4, ipv6);
        }
        SocketEndpoint.Unix unix = (SocketEndpoint.Unix) endpoint;
        if (unix.isAbstract()) {
            throw new ChardevException("abstract=on is not supported; give the path of a file");
        }
        return new ChardevConfig.UnixAddress(unix.path());
    }

    /** A number, or a name that somebody has given a descriptor; one that was left by another process needs neither. */
    private static int number(String name, boolean goesOn, MigrationFds named) throws ChardevException {
        Fd fd = named.take(name);
        if (fd != null) {
            return fd.release();
        }
        try {
            return Integer.parseUnsignedInt(name);
        } catch (NumberFormatException e) {
            if (goesOn) {
                return ChardevConfig.InheritedAddress.LEFT;
            }
            throw new ChardevException("Unable to parse FD number " + name);
        }
    }
}
