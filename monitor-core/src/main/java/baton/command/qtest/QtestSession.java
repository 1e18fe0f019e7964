package baton.command.qtest;

import baton.base.MainLoopThread;
import baton.chardev.CharFrontend;
import baton.chardev.Chardev;
import baton.machine.Inspection;
import baton.monitor.Outbox;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One qtest client: a request a line, an answer a line. */
@MainLoopThread
public final class QtestSession implements CharFrontend {
    private static final int CHUNK = 4096;
    private static final int MAX_LINE = 1 << 20;
    private static final int BUSY_BYTES = 256 << 10;

    private final Chardev chardev;
    private final Outbox outbox;
    private final QtestWords words;
    private final Fd log;
    private final long start = System.nanoTime();
    private final StringBuilder line = new StringBuilder();
    private boolean tooLong;

    /**
     * A session over {@code chardev}.
     *
     * @param log takes what is said, or null
     */
    public QtestSession(Chardev chardev, Inspection guest, Fd log) {
        this.chardev = chardev;
        this.outbox = new Outbox(chardev);
        this.words = new QtestWords(guest);
        this.log = log;
    }

    /** Attaches to the chardev. */
    public void start() {
        chardev.onRoom(new Runnable() {
            @Override
            public void run() {
                outbox.flush();
                chardev.acceptInput();
            }
        });
        chardev.attach(this);
    }

    @Override
    public int canReceive() {
        return outbox.pending() > BUSY_BYTES ? 0 : CHUNK;
    }

    @Override
    public void received(byte[] bytes, int length, List<Fd> fds) {
        for (Fd fd : fds) {
            close(fd);
        }
        for (int i = 0; i < length; i++) {
            char c = (char) (bytes[i] & 0xff);
            if (c == '\n') {
                take();
            } else if (line.length() < MAX_LINE) {
                line.append(c);
            } else {
                tooLong = true;
            }
        }
    }

    private static void close(Fd fd) {
        try {
            fd.close();
        } catch (ErrnoException e) {
            throw new IllegalStateException("a descriptor nobody wanted", e);
        }
    }

    private void take() {
        String request = line.toString().strip();
        boolean cut = tooLong;
        line.setLength(0);
        tooLong = false;
        if (request.isEmpty()) {
            return;
        }
        note("R", request);
        String answer = cut ? "FAIL Line too long" : words.answer(request);
        note("S", answer);
        outbox.write((answer + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void note(String who, String what) {
        if (log == null) {
            return;
        }
        String micros = Long.toString((System.nanoTime() - start) / 1000 % 1_000_000 + 1_000_000)
                .substring(1);
        String seconds = Long.toString((System.nanoTime() - start) / 1_000_000_000);
        byte[] text =
                ("[" + who + " +" + seconds + "." + micros + "] " + what + "\n").getBytes(StandardCharsets.ISO_8859_1);
        try {
            log.write(text, 0, text.length);
        } catch (ErrnoException e) {
            // A log that cannot be written is no reason to stop the test.
            tooLong = false;
        }
    }

    @Override
    public void opened() {
        line.setLength(0);
        note("I", "OPENED");
    }

    @Override
    public void closed() {
        outbox.clear();
        note("I", "CLOSED");
    }
}
