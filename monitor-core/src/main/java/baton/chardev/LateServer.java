package baton.chardev;

import baton.mainloop.MainLoop;
import baton.mainloop.Timer;
import baton.nat.libc.Clock;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;

/**
 * A server whose TCP port another process still has: the one whose guest this process takes over, which ends soon. Becomes a
 * {@link SocketServer} then. Two processes must not listen at one port: a client would reach either.
 */
final class LateServer implements Backend {
    private static final long LOOK_NANOS = 10_000_000;

    private final MainLoop loop;
    private final HostChardev chardev;
    private final ChardevConfig.Socket config;
    private final Timer look;

    LateServer(MainLoop loop, HostChardev chardev, ChardevConfig.Socket config) {
        this.loop = loop;
        this.chardev = chardev;
        this.config = config;
        this.look = loop.timer(new Runnable() {
            @Override
            public void run() {
                look();
            }
        });
    }

    /** Whether time may mend it. */
    static boolean fits(ChardevConfig.Socket config, ChardevException problem) {
        return config.options().portLater()
                && problem.getCause() instanceof ErrnoException
                && ((ErrnoException) problem.getCause()).errno() == Errno.EADDRINUSE;
    }

    void tryLater() {
        look.at(Clock.monotonicNanos() + LOOK_NANOS);
    }

    private void look() {
        try {
            chardev.backend(SocketServer.listen(loop, chardev, config, null));
        } catch (ChardevException e) {
            tryLater();
        }
    }

    @Override
    public String filename() {
        ChardevConfig.InetAddress address = (ChardevConfig.InetAddress) config.address();
        String protocol = config.options().telnet() ? "telnet:" : "tcp:";
        return "disconnected:" + protocol + SocketNames.pair(address) + ",server=on";
    }

    @Override
    public void inputEnded() {}

    @Override
    public void close() {
        look.cancel();
    }
}
