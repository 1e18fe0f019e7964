package baton.chardev;

import baton.mainloop.MainLoop;
import baton.mainloop.Timer;
import baton.nat.libc.Clock;
import baton.nat.libc.Epoll;
import baton.nat.libc.Fd;
import baton.nat.libc.PseudoTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A new pseudo terminal whose other side anybody may open, leave and open again. The kernel tells when it is left but
 * not when it is opened, so while nobody has it open we look once a second.
 */
final class PtyBackend implements Backend {
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final HostChardev chardev;
    private final PseudoTerminal terminal;
    /** A symbolic link to remove at close, null for none. */
    private final Path link;

    private final Timer look;
    /** Another process looks, or this one later. */
    private boolean paused;

    private PtyBackend(MainLoop loop, HostChardev chardev, PseudoTerminal terminal, Path link) {
        this.chardev = chardev;
        this.terminal = terminal;
        this.link = link;
        this.look = loop.timer(new Runnable() {
            @Override
            public void run() {
                look();
            }
        });
    }

    /** A new one, or the one whose master side another process has {@code left}; null for none. */
    static PtyBackend open(MainLoop loop, HostChardev chardev, String linkPath, Fd left) throws ChardevException {
        PseudoTerminal terminal;
        try {
            terminal = left == null || !isMaster(left) ? PseudoTerminal.open() : PseudoTerminal.of(left);
        } catch (IOException e) {
            throw new ChardevException("Failed to open PTY: " + e.getMessage(), e);
        }
        Path link = linkPath == null ? null : Path.of(linkPath);
        try {
            if (link != null && (left == null || !leadsTo(link, terminal))) {
                Files.createSymbolicLink(link, Path.of(terminal.path()));
            }
            return new PtyBackend(loop, chardev, terminal, link);
        } catch (IOException e) {
            Descriptors.close(terminal.master());
            throw new ChardevException("Failed to create PTY symlink: " + e.getMessage(), e);
        }
    }

    /** A descriptor that is none comes of a chardev of another kind, and is closed. */
    private static boolean isMaster(Fd left) {
        try {
            PseudoTerminal.of(left);
            return true;
        } catch (IOException e) {
            Descriptors.close(left);
            return false;
        }
    }

    private static boolean leadsTo(Path link, PseudoTerminal terminal) throws IOException {
        return Files.isSymbolicLink(link)
                && Files.readSymbolicLink(link).toString().equals(terminal.path());
    }

    /** The name of the other side: {@code /dev/pts/3}. */
    String path() {
        return terminal.path();
    }

    /** Begins to look for somebody on the other side. */
    void start() {
        look();
    }

    @Override
    public void keep(Keeping keeping, boolean connected) {
        if (connected) {
            keeping.add(Keeping.CONNECTION, terminal.master());
        }
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        if (!chardev.connected()) {
            look();
        }
    }

    private void look() {
        if (paused) {
            return;
        }
        boolean opened = !HostLine.ready(terminal.master(), Epoll.HUP, 0);
        if (opened && connect()) {
            return;
        }
        look.at(Clock.monotonicNanos() + LOOK_NANOS);
    }

    private boolean connect() {
        try {
            Fd in = terminal.master().dup();
            chardev.connect(new FdWire(in, terminal.master().dup()));
            return true;
        } catch (IOException e) {
            // Out of descriptors: the next look may find some.
            return false;
        }
    }

    @Override
    public String filename() {
        return "pty:" + path();
    }

    @Override
    public void inputEnded() {
        chardev.disconnect();
        look.at(Clock.monotonicNanos() + LOOK_NANOS);
    }

    @Override
    public void close() throws IOException {
        look.cancel();
        if (link != null && !chardev.elsewhere()) {
            Files.deleteIfExists(link);
        }
        terminal.master().close();
    }
}
