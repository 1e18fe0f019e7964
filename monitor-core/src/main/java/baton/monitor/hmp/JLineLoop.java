package baton.monitor.hmp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/** Reads lines with JLine until the terminal goes away. Runs on the thread {@code hmp-terminal}. */
final class JLineLoop {
    /** A type JLine knows by itself; for others it would start a process to ask. */
    private static final String TERMINAL_TYPE = "xterm";

    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private final TerminalLines.Client client;
    private final TypedBytes keys;

    JLineLoop(TerminalLines.Client client, TypedBytes keys) {
        this.client = client;
        this.keys = keys;
    }

    void run() {
        try (Terminal terminal =
                new ExternalTerminal("hmp", TERMINAL_TYPE, keys, new Screen(), StandardCharsets.UTF_8)) {
            terminal.setSize(new Size(COLUMNS, ROWS));
            loop(reader(terminal));
        } catch (EndOfFileException e) {
            keys.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("the monitor's terminal", e);
        }
    }

    private void loop(LineReader reader) throws InterruptedException {
        client.awaitPrompt();
        while (!keys.closed()) {
            String line = read(reader);
            if (line != null) {
                client.line(line);
                client.awaitPrompt();
            }
        }
    }

    /** One line; null when Ctrl-C or Ctrl-D gave it up. */
    private String read(LineReader reader) {
        try {
            return reader.readLine(EchoLines.PROMPT);
        } catch (UserInterruptException e) {
            return null;
        } catch (EndOfFileException e) {
            if (keys.closed()) {
                throw e;
            }
            return null;
        }
    }

    private LineReader reader(Terminal terminal) {
        DefaultParser words = new DefaultParser();
        words.setQuoteChars(new char[0]);
        words.setEscapeChars(new char[0]);
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("baton")
                .parser(words)
                .completer(new Commands())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, false)
                .build();
    }

    private final class Commands implements Completer {
        @Override
        public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
            try {
                for (String found : client.complete(line.line().substring(0, line.cursor()))) {
                    candidates.add(new Candidate(found));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Screen extends OutputStream {
        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            client.draw(bytes, offset, length);
        }
    }
}
