package baton.chardev;

import baton.base.Reporter;
import baton.mainloop.MainLoop;
import baton.nat.libc.Fd;
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

    ChardevFactory(MainLoop loop, Reporter reporter, ChardevHost host, FileOpener opener) {
        this.loop = loop;
        this.reporter = reporter;
        this.host = host;
        this.opener = opener;
    }

    HostChardev open(ChardevConfig config) throws ChardevException {
        suffix = config.mux() ? "-base" : "";
        return config.fold(this);
    }

    private HostChardev named(ChardevConfig config) {
        return new HostChardev(loop, config.label() + suffix);
    }

    private HostChardev fixed(ChardevConfig config, String filename, Wire wire) {
        HostChardev chardev = named(config);
        // A file is read from its beginning again.
        chardev.backend(new FixedBackend(filename, !filename.equals("file")));
        chardev.connect(wire);
        return chardev;
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
        Fd out = file(config.path(), how);
        try {
            Fd in = config.inputPath() == null ? null : file(config.inputPath(), Sys.O_RDONLY);
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
            return fixed(config, "pipe", new FdWire(in, out));
        }
        if (in != null) {
            Descriptors.close(in);
        }
        Fd both = file(config.path(), Sys.O_RDWR);
        try {
            return fixed(config, "pipe", new FdWire(both, both.dup()));
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
        PtyBackend backend = PtyBackend.open(loop, chardev, config.linkPath());
        chardev.backend(backend);
        backend.start();
        host.print("char device redirected to " + backend.path() + " (label " + chardev.label() + ")");
        return chardev;
    }

    @Override
    public HostChardev ofDevice(ChardevConfig.Device config) throws ChardevException {
        try {
            Fd in = opener.open(config.path(), Sys.O_RDWR | Sys.O_NONBLOCK | Sys.O_NOCTTY, 0);
            return fixed(config, "serial", rawWire(in));
        } catch (IOException e) {
            throw new ChardevException("Could not open '" + config.path() + "': " + e.getMessage(), e);
        }
    }

    private static Wire rawWire(Fd device) throws IOException {
        try {
            Terminal.raw(device, false);
            return new FdWire(device, device.dup());
        } catch (IOException e) {
            Descriptors.close(device);
            throw e;
        }
    }

    @Override
    public HostChardev ofSocket(ChardevConfig.Socket config) throws ChardevException {
        HostChardev chardev = named(config);
        Fd left = config.options().telnet() ? null : host.inherited(config.label());
        if (!config.server()) {
            SocketClient client = new SocketClient(loop, chardev, config, reporter);
            chardev.backend(client);
            if (left == null) {
                client.start();
            } else {
                client.adopt(left);
            }
            return chardev;
        }
        SocketServer server;
        try {
            server = SocketServer.listen(loop, chardev, config);
        } catch (ChardevException e) {
            if (!LateServer.fits(config, e)) {
                throw e;
            }
            LateServer late = new LateServer(loop, chardev, config);
            chardev.backend(late);
            host.info("serving " + chardev.filename() + " once nobody else does");
            late.tryLater();
            return chardev;
        }
        chardev.backend(server);
        if (left != null) {
            server.adopt(left);
        } else if (config.options().waits()) {
            host.info("QEMU waiting for connection on: " + chardev.filename());
            awaitClient(chardev, server);
        }
        return chardev;
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
