package baton.monitor.hmp;

import baton.base.Bytes;
import baton.base.MainLoopThread;
import baton.base.Trace;
import baton.chardev.CharFrontend;
import baton.chardev.Chardev;
import baton.monitor.MonitorFds;
import baton.monitor.Outbox;
import baton.monitor.Version;
import baton.monitor.terminal.EchoLines;
import baton.monitor.terminal.LineInput;
import baton.monitor.terminal.PlainLines;
import baton.monitor.terminal.TerminalLines;
import baton.nat.libc.Fd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * One human monitor on one chardev: banner, prompt, lines to commands, text back. While a command has the monitor
 * suspended, or the client does not read, nothing is read from it. On a mux call {@link #focused} before {@code opened} if
 * the keyboard is not here at first; the banner waits for it.
 */
@MainLoopThread
public final class HmpSession implements CharFrontend {
    private static final int CHUNK = 4096;
    /** With more than this unread, no command is read. */
    private static final int BUSY_BYTES = 256 << 10;

    private static final byte[] NOTHING = {};
    private static final int GREETED = 1;
    private static final int IN_COMMAND = 2;
    /** Bytes of {@link #agreed} before what was not sent. */
    private static final int AGREED = 5;

    private final Chardev chardev;
    private final HmpShell shell;
    private final Outbox outbox;
    private final MonitorFds fds;
    private final LineInput lines;
    private final HmpOutput output = new Screen();
    /** Typed behind a line whose command suspended the monitor. */
    private byte[] typedAhead = NOTHING;
    /** Tells the suspension of one client from that of the next. */
    private Object suspension;

    private boolean resuming;
    private boolean focus = true;
    private boolean open;
    private boolean greeted;
    private int cpu;
    /** So many bytes to be typed are on the client's screen already. */
    private int shown;

    private boolean muted;

    /**
     * A session; {@link #start} attaches it.
     *
     * @param mainLoop brings lines of {@link LineMode#TERMINAL} to the main loop; runs at once when called there
     */
    public HmpSession(Chardev chardev, HmpShell shell, LineMode mode, Executor mainLoop, Trace trace) {
        this.chardev = chardev;
        this.shell = shell;
        this.outbox = new Outbox(chardev);
        this.fds = new MonitorFds(trace);
        this.lines = lines(mode, mainLoop);
    }

    private LineInput lines(LineMode mode, Executor mainLoop) {
        LineInput.Sink sink = new Lines();
        Consumer<String> screen = new Consumer<>() {
            @Override
            public void accept(String text) {
                if (!muted) {
                    outbox.write(text.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        };
        Function<String, List<String>> completer = new Function<>() {
            @Override
            public List<String> apply(String typed) {
                return shell.complete(typed);
            }
        };
        IntSupplier columns = new IntSupplier() {
            @Override
            public int getAsInt() {
                return chardev.columns();
            }
        };
        return switch (mode) {
            case PLAIN -> new PlainLines(screen, sink);
            case ECHO -> new EchoLines(screen, sink, completer);
            case TERMINAL -> new TerminalLines(screen, sink, completer, columns, mainLoop, shell.historyFile());
        };
    }

    /** Attaches to the chardev. */
    public void start() {
        chardev.onRoom(new Runnable() {
            @Override
            public void run() {
                outbox.flush();
                resume();
                chardev.acceptInput();
            }
        });
        chardev.attach(this);
    }

    @Override
    public int canReceive() {
        return !greeted || waiting() || typedAhead.length > 0 ? 0 : CHUNK;
    }

    @Override
    public void received(byte[] bytes, int length, List<Fd> received) {
        fds.received(received);
        int old = typedAhead.length;
        typedAhead = Arrays.copyOf(typedAhead, old + length);
        System.arraycopy(bytes, 0, typedAhead, old, length);
        resume();
    }

    @Override
    public byte[] unread() {
        byte[] begun = lines.unread();
        byte[] all = Arrays.copyOf(begun, begun.length + typedAhead.length);
        System.arraycopy(typedAhead, 0, all, begun.length, typedAhead.length);
        return all;
    }

    @Override
    public boolean mayGoOn() {
        return true;
    }

    /** Where it is: greeted, at its prompt or in a command, at which vCPU, how much of {@link #unread} is on the screen. */
    @Override
    public byte[] agreed() {
        byte[] unsent = outbox.unsent();
        byte[] all = Arrays.copyOf(new byte[AGREED], AGREED + unsent.length);
        all[0] = (byte) ((greeted ? GREETED : 0) | (suspension != null ? IN_COMMAND : 0));
        Bytes.put16(all, 1, cpu);
        Bytes.put16(all, 3, lines.unread().length);
        System.arraycopy(unsent, 0, all, AGREED, unsent.length);
        return all;
    }

    @Override
    public void goOn(byte[] agreed) {
        if (agreed.length < AGREED || (agreed[0] & GREETED) == 0) {
            opened();
            return;
        }
        forget();
        open = true;
        greeted = true;
        cpu = Bytes.u16(agreed, 1);
        outbox.write(Arrays.copyOfRange(agreed, AGREED, agreed.length));
        shown = Bytes.u16(agreed, 3);
        // The command that the old process was in has ended with it; else the prompt is there.
        muted = (agreed[0] & IN_COMMAND) == 0;
        lines.prompt();
        muted = false;
    }

    @Override
    public void opened() {
        forget();
        open = true;
        greet();
    }

    @Override
    public void closed() {
        open = false;
        forget();
    }

    @Override
    public byte[] refusal() {
        String text = "monitor '" + chardev.label() + "' is in use by another client\r\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void focused(boolean has) {
        boolean had = focus;
        focus = has;
        if (!has && had && open && suspension == null) {
            output.print("\n");
        } else if (has && !had && greeted && suspension == null) {
            lines.prompt();
        } else {
            greet();
        }
    }

    private void greet() {
        if (open && focus && !greeted) {
            greeted = true;
            output.print("QEMU " + Version.TEXT + " monitor - type 'help' for more information\n");
            lines.prompt();
            chardev.acceptInput();
        }
    }

    private void forget() {
        typedAhead = NOTHING;
        suspension = null;
        greeted = false;
        cpu = 0;
        shown = 0;
        lines.reset();
        outbox.clear();
        fds.closeAll();
    }

    private boolean waiting() {
        return suspension != null || outbox.pending() > BUSY_BYTES;
    }

    /** Works on what was typed, until a command suspends. */
    private void resume() {
        if (resuming) {
            return;
        }
        resuming = true;
        boolean hadMore = typedAhead.length > 0;
        int done = 0;
        byte[] typed = typedAhead;
        try {
            while (done < typed.length && !waiting()) {
                muted = shown > 0;
                lines.typed(typed[done++] & 0xff);
                shown = Math.max(0, shown - 1);
                muted = false;
            }
        } finally {
            resuming = false;
            typedAhead = typedAhead == typed ? Arrays.copyOfRange(typed, done, typed.length) : NOTHING;
        }
        if (hadMore && canReceive() > 0) {
            chardev.acceptInput();
        }
    }

    private void run(String line) {
        boolean survived = false;
        try {
            shell.execute(line, output);
            survived = true;
        } finally {
            if (!survived) {
                output.print("Error: internal error in this command; see the log\n");
            }
            if (suspension == null && open) {
                lines.prompt();
            }
        }
    }

    private final class Lines implements LineInput.Sink {
        @Override
        public void line(String line) {
            run(line);
        }
    }

    private final class Screen implements HmpOutput {
        @Override
        public void print(String text) {
            StringBuilder out = new StringBuilder(text.length() + 2);
            HmpWords.appendLines(out, text);
            outbox.write(out.toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int cpu() {
            return cpu;
        }

        @Override
        public void cpu(int index) {
            cpu = index;
        }

        @Override
        public MonitorFds fds() {
            return fds;
        }

        @Override
        public List<String> history() {
            return lines.history();
        }

        @Override
        public Runnable suspend() {
            Object mine = new Object();
            suspension = mine;
            return new Runnable() {
                @Override
                public void run() {
                    wake(mine);
                }
            };
        }
    }

    private void wake(Object which) {
        if (suspension == which) {
            suspension = null;
            lines.prompt();
            resume();
            chardev.acceptInput();
        }
    }
}
