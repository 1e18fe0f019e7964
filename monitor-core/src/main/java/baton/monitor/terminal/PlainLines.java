package baton.monitor.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Lines without echo. CR, LF and CR LF end a line; what is longer than QEMU's buffer is cut. */
public final class PlainLines implements LineInput {
    private final Consumer<String> screen;
    private final LineInput.Sink sink;
    private final History history = new History();
    private final byte[] buffer = new byte[EchoLines.MAX_LINE];
    private int length;
    private boolean afterCr;

    /** Lines for {@code sink}; the prompt goes to {@code screen}. */
    public PlainLines(Consumer<String> screen, LineInput.Sink sink) {
        this.screen = screen;
        this.sink = sink;
    }

    @Override
    public void prompt() {
        screen.accept(EchoLines.PROMPT);
    }

    @Override
    public void typed(int c) {
        boolean secondHalf = c == '\n' && afterCr;
        afterCr = c == '\r';
        if (c == '\r' || c == '\n' && !secondHalf) {
            String line = new String(buffer, 0, length, StandardCharsets.UTF_8);
            length = 0;
            history.add(line);
            sink.line(line);
        } else if (!secondHalf && length < buffer.length) {
            buffer[length++] = (byte) c;
        }
    }

    @Override
    public List<String> history() {
        return history.lines();
    }

    @Override
    public byte[] unread() {
        return Arrays.copyOf(buffer, length);
    }

    @Override
    public void reset() {
        length = 0;
        afterCr = false;
    }
}
