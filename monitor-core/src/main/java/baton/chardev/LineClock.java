package baton.chardev;

import baton.base.AnyThread;
import java.nio.charset.StandardCharsets;

/** A mux's Ctrl-A t: while on, each line begins with {@code [HH:MM:SS.mmm] } since the first such line. */
@AnyThread
final class LineClock {
    private volatile boolean on;
    private long startNanos = -1;
    private boolean lineStart;

    synchronized void toggle() {
        on = !on;
        startNanos = -1;
        lineStart = false;
    }

    /** Writes to {@code to}, with times when on; returns how many of the caller's bytes were taken. */
    int write(Chardev to, byte[] bytes, int offset, int length, long now) {
        return on ? writeLines(to, bytes, offset, length, now) : to.write(bytes, offset, length);
    }

    private synchronized int writeLines(Chardev to, byte[] bytes, int offset, int length, long now) {
        int done = 0;
        while (done < length) {
            byte[] time = lineStart ? time(now) : new byte[0];
            int end = lineEnd(bytes, offset + done, offset + length);
            int line = end - offset - done;
            if (to.room() < time.length + line) {
                return done;
            }
            to.write(time, 0, time.length);
            to.write(bytes, offset + done, line);
            lineStart = bytes[end - 1] == '\n';
            done += line;
        }
        return done;
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return to;
    }

    private byte[] time(long now) {
        if (startNanos < 0) {
            startNanos = now;
        }
        long millis = (now - startNanos) / 1_000_000;
        long seconds = millis / 1000;
        StringBuilder text = new StringBuilder("[");
        digits(text, seconds / 3600, 2).append(':');
        digits(text, seconds / 60 % 60, 2).append(':');
        digits(text, seconds % 60, 2).append('.');
        digits(text, millis % 1000, 3).append("] ");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static StringBuilder digits(StringBuilder text, long value, int width) {
        String digits = Long.toString(value);
        for (int i = digits.length(); i < width; i++) {
            text.append('0');
        }
        return text.append(digits);
    }
}
