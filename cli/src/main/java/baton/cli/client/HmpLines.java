package baton.cli.client;

import baton.cli.qmp.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A human monitor on a socket, with its prompt and its echo. */
final class HmpLines implements AutoCloseable {
    private static final String PROMPT = "(qemu) ";
    private static final String ESCAPE = "\u001b[";

    private final Wire wire;
    private final long answerMillis;

    /** Waits for the first prompt. {@code wire} is closed with this. */
    HmpLines(Wire wire, long answerMillis) throws IOException {
        this.wire = wire;
        this.answerMillis = answerMillis;
        untilPrompt();
    }

    /** Runs a line and gives what was printed for it, with plain newlines; the end of the monitor is an end of that too. */
    String run(String line, int... fds) throws IOException {
        wire.send((line + "\n").getBytes(StandardCharsets.UTF_8), fds);
        return plain(untilPrompt());
    }

    private String untilPrompt() throws IOException {
        long end = Wire.deadline(answerMillis);
        StringBuilder text = new StringBuilder();
        try {
            while (text.length() < PROMPT.length() || text.lastIndexOf(PROMPT) != text.length() - PROMPT.length()) {
                byte[] bytes = wire.read(end);
                if (bytes == null) {
                    throw new IOException("no prompt within " + answerMillis / 1000.0 + " s");
                }
                text.append(new String(bytes, StandardCharsets.ISO_8859_1));
            }
            return text.substring(0, text.length() - PROMPT.length());
        } catch (EOFException e) {
            if (text.length() == 0) {
                throw e;
            }
            return text.toString();
        }
    }

    /** Without the echo, which is the first line when that has escape sequences in it. */
    static String plain(String printed) {
        int end = printed.indexOf('\n') + 1;
        boolean echo = printed.substring(0, end).contains(ESCAPE);
        return (echo ? printed.substring(end) : printed).replace("\r", "");
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
