package baton.chardev;

import baton.base.Reporter;
import baton.mainloop.MainLoop;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import baton.nat.libc.Terminal;
import java.io.IOException;

/** Opens one chardev for a config. What it throws half-way leaves nothing open. Main loop. */
final class ChardevFactory implements ChardevConfig.Fold<HostChardev> {
    private final MainLoop loop;
    private final Reporter reporter;
    private final ChardevHost host;
    private final FileOpener opener;
    /** Label suffix of the device below a mux. */
    private String suffix = "";

    private Cpr cpr = Cpr.AUTO;
    /** Whether the one in work goes on with something that another process has left. */
    private boolean adopted;

    ChardevFactory(MainLoop loop, Reporter reporter, ChardevHost host, FileOpener opener) {
        this.loop = loop;
        this.reporter = reporter;
        this.host = host;
        this.opener = opener;
    }

    HostChardev open(ChardevConfig config, Cpr survival) throws ChardevException {
        cpr = survival;
        adopted = false;
        suffix = config.mux() ? "-base" : "";
        return config.fold(this);
    }

    private HostChardev named(ChardevConfig config) {
        return new HostChardev(loop, config.label() + suffix, cpr);
    }

    /** What the chardev had open in the process before this one; null for nothing, or when there was none. */
    private Fd left(ChardevConfig config, String part) {
        Fd fd = host.inherited(HandOver.NAME + config.label() + suffix + part);
        adopted |= fd != null;
        return fd;
    }

    /** Until the guest is here, what another process has left is not touched. */
    private HostChardev begun(HostChardev chardev) {
        if (adopted && host.guestElsewhere()) {
            chardev.hold();
        }
        return chardev;
    }

    /** The one of {@code opened} that {@code config} had open before, where it stands, if that is the same file; else as opened. */
    private Fd asBefore(ChardevConfig config, String part, Fd opened) {
        Fd before = left(config, part);
        if (before == null) {
            return opened;
        }
        Files.Identity file = Files.identity(opened);
        boolean same = file != null && file.same(Files.identity(before));
        Descriptors.close(same ? opened : before);
        return same ? before : opened;
    }

    private HostChardev fixed(ChardevConfig config, String filename, Wire wire) {
        HostChardev chardev = named(config);
        // A file is read from its beginning again.
        chardev.backend(new FixedBackend(filename, wire, !filename.equals("file")));
        chardev.connect(wire);
        return begun(chardev);
    }

    @Override
    public HostChardev ofNull(ChardevConfig.Null config) {
        return fixed(config, "null", new FdWire(null, null));
    }

    @Override
    public HostChardev ofRingbuf(ChardevConfig.Ringbuf config) {
        RingBackend ring = new RingBackend(config.sizeBytes());
        HostChardev chardev = named(config);
        chardev.backend(ring);
        chardev.connect(ring);
        return chardev;
    }

    @Override
    public HostChardev ofStdio(ChardevConfig.Stdio config) throws ChardevException {
        HostChardev chardev = named(config);
        try {
            StdioBackend backend = new StdioBackend(Fd.borrowed(0), Fd.borrowed(1), config.signal());
            chardev.backend(backend);
            chardev.connect(backend.wire());
            return chardev;
        } catch (IOException e) {
            Chardevs.closeQuietly(chardev);
            throw new ChardevException("cannot use stdio: " + e.getMessage(), e);
        }
    }

    @Override
    public HostChardev ofOutput(ChardevConfig.Output config) throws ChardevException {
        // Always at the end: during a live update the next process writes to the same file.
        int how = Sys.O_WRONLY | Sys.O_CREAT | Sys.O_APPEND | (config.append() ? 0 : Sys.O_TRUNC);
        Fd out = asBefore(config, Keeping.OUTPUT, file(config.path(), how));
        try {
            Fd in = config.inputPath() == null
                    ? null
                    : asBefore(config, Keeping.INPUT, file(config.inputPath(), Sys.O_RDONLY));
            return fixed(config, "file", new FdWire(in, out));
        } catch (ChardevException e) {
            Descriptors.close(out);
            throw e;
        }
    }

    private Fd file(String path, int flags) throws ChardevException {
        try {
            Fd fd = opener.open(path, flags, 0666);
            fd.nonBlocking(true);
            return fd;
        } catch (IOException e) {
            throw new ChardevException("Could not open '" + path + "': " + e.getMessage(), e);
        }
    }

    @Override
    public HostChardev ofPipe(ChardevConfig.Pipe config) throws ChardevException {
        // Read-write even though each is used one way: opening does not wait for the other side, and its leaving is no
        // end of input.
        Fd in = fifo(config.path() + ".in");
        Fd out = in == null ? null : fifo(config.path() + ".out");
        if (in != null && out != null) {
            Wire wire = new FdWire(asBefore(config, Keeping.INPUT, in), asBefore(config, Keeping.OUTPUT, out));
            return fixed(config, "pipe", wire);
        }
        if (in != null) {
            Descriptors.close(in);
        }
        Fd both = file(config.path(), Sys.O_RDWR);
        try {
            Fd out2 = asBefore(config, Keeping.OUTPUT, both.dup());
            return fixed(config, "pipe", new FdWire(asBefore(config, Keeping.INPUT, both), out2));
        } catch (IOException e) {
            Descriptors.close(both);
            throw new ChardevException("Could not open '" + config.path() + "': " + e.getMessage(), e);
        }
    }

    private Fd fifo(String path) {
        try {
            return file(path, Sys.O_RDWR);
        } catch (ChardevException e) {
            // Then it is the one FIFO without an ending.
            return null;
        }
    }

    @Override
    public HostChardev ofPty(ChardevConfig.Pty config) throws ChardevException {
        HostChardev chardev = named(config);
        PtyBackend backend = PtyBackend.open(loop, chardev, config.linkPath(), left(config, Keeping.CONNECTION));
        chardev.backend(backend);
        backend.start();
        begun(chardev);
        host.print("char device redirected to " + backend.path() + " (label " + chardev.label() + ")");
        return chardev;
    }

    @Override
    public HostChardev ofDevice(ChardevConfig.Device config) throws ChardevException {
        try {
            Fd in = opener.open(config.path(), Sys.O_RDWR | Sys.O_NONBLOCK | Sys.O_NOCTTY, 0);
            return fixed(config, "serial", rawWire(config, in));
        } catch (IOException e) {
            throw new ChardevException("Could not open '" + config.path() + "': " + e.getMessage(), e);
        }
    }

    private Wire rawWire(ChardevConfig config, Fd device) throws IOException {
        try {
            Terminal.raw(device, false);
            Fd out = asBefore(config, Keeping.OUTPUT, device.dup());
            return new FdWire(asBefore(config, Keeping.INPUT, device), out);
        } catch (IOException e) {
            Descriptors.close(device);
            throw e;
        }
    }

    @Override
    public HostChardev ofSocket(ChardevConfig.Socket config) throws ChardevException {
        HostChardev chardev = named(config);
        Fd connection = socket(left(config, Keeping.CONNECTION));
        if (config.server()) {
            serve(chardev, config, connection);
        } else {
            SocketClient client = new SocketClient(loop, chardev, config, reporter);
            chardev.backend(client);
            if (connection == null) {
                client.start();
            } else {
                client.adopt(connection);
            }
        }
        return begun(chardev);
    }

    /** A connection that is none comes of a chardev of another kind. */
    private static Fd socket(Fd left) {
        try {
            if (left == null || Files.status(left).isSocket()) {
                return left;
            }
        } catch (IOException e) {
            // Not even a file.
            return null;
        }
        Descriptors.close(left);
        return null;
    }

    private void serve(HostChardev chardev, ChardevConfig.Socket config, Fd connection) throws ChardevException {
        SocketServer server;
        try {
            server = SocketServer.listen(loop, chardev, config, left(config, Keeping.LISTENER));
        } catch (ChardevException e) {
            if (!LateServer.fits(config, e)) {
                throw e;
            }
            LateServer late = new LateServer(loop, chardev, config);
            chardev.backend(late);
            host.info("serving " + chardev.filename() + " once nobody else does");
            late.tryLater();
            if (connection != null) {
                Descriptors.close(connection);
            }
            return;
        }
        chardev.backend(server);
        if (connection != null) {
            server.adopt(connection);
        } else if (config.options().waits()) {
            host.info("QEMU waiting for connection on: " + chardev.filename());
            awaitClient(chardev, server);
        }
    }

    private static void awaitClient(HostChardev chardev, SocketServer server) throws ChardevException {
        try {
            server.awaitClient();
        } catch (ChardevException e) {
            Chardevs.closeQuietly(chardev);
            throw e;
        }
    }
}
