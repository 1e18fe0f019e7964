package baton.cli.watch;

import baton.nat.libc.Epoll;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.SignalWatch;
import baton.nat.libc.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/**
 * Single keys, unseen, from standard input while it is a terminal this process has in the foreground; it is as it was
 * behind {@link #close}, and behind the signals of Ctrl-C, a hang-up and kill(1).
 */
final class Keyboard implements AutoCloseable {
    private static final int STDIN = 0;
    private static final int SIGNALLED = 128;
    private static final String[] ENDING = {"INT", "TERM", "HUP"};

    private final Fd stdin;
    private final Terminal terminal;
    private final Epoll readable;

    private Keyboard(Fd stdin, Terminal terminal, Epoll readable) {
        this.stdin = stdin;
        this.terminal = terminal;
        this.readable = readable;
    }

    /** Takes the keyboard; without one, no key is ever pressed. */
    static Keyboard open() throws IOException {
        Fd stdin = Fd.borrowed(STDIN);
        if (!Terminal.isTerminal(stdin) || inBackground()) {
            return new Keyboard(stdin, null, null);
        }
        Epoll readable = Epoll.create();
        readable.add(stdin, Epoll.IN, 0);
        Keyboard keyboard = new Keyboard(stdin, Terminal.raw(stdin, true), readable);
        for (String signal : ENDING) {
            SignalWatch.add(signal, keyboard::end);
        }
        return keyboard;
    }

    /** Whether {@code key} was pressed, or nobody is there any more. */
    boolean pressed(char key) throws ErrnoException {
        while (terminal != null && readable.await(0) > 0) {
            byte[] typed = new byte[64];
            int n = stdin.read(typed, 0, typed.length);
            if (n <= 0) {
                return true;
            }
            for (int i = 0; i < n; i++) {
                if (typed[i] == key) {
                    return true;
                }
            }
        }
        return false;
    }

    /** On the signals' thread: the one that watches may be waiting for an answer. */
    private void end(int signal) {
        terminal.restore();
        System.exit(SIGNALLED + signal);
    }

    /** Somebody else's keyboard: to change it stops the process (SIGTTOU). */
    private static boolean inBackground() throws IOException {
        // proc(5), stat: behind the name in brackets are state, parent, group, session, terminal and its group.
        String stat = Files.readString(Path.of("/proc/self/stat"));
        StringTokenizer fields = new StringTokenizer(stat.substring(stat.lastIndexOf(')') + 1));
        String[] numbers = new String[6];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = fields.nextToken();
        }
        String foreground = numbers[5];
        return !foreground.equals("-1") && !foreground.equals(numbers[2]);
    }

    @Override
    public void close() throws ErrnoException {
        if (terminal != null) {
            terminal.restore();
            readable.close();
        }
    }
}
