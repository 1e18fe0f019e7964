package baton.monitor.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Reference;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/** Reads lines with JLine until the terminal goes away. Runs on the thread {@code hmp-terminal}. */
final class JLineLoop {
    /**
     * A type JLine knows by itself; for others it would start a process to ask. It has no mode of the keypad or the mouse
     * that a monitor which ends in the middle of a line would leave behind.
     */
    private static final String TERMINAL_TYPE = "ansi";

    private static final int ROWS = 24;

    private final TerminalLines.Client client;
    private final TypedBytes keys;

    JLineLoop(TerminalLines.Client client, TypedBytes keys) {
        this.client = client;
        this.keys = keys;
    }

    void run() {
        try (ExternalTerminal terminal = terminal()) {
            loop(reader(terminal));
        } catch (EndOfFileException e) {
            keys.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("the monitor's terminal", e);
        }
    }

    /** A terminal that takes no key before it is raw, or typed-ahead keys would be treated as lines. */
    private ExternalTerminal terminal() throws IOException {
        ExternalTerminal terminal = new ExternalTerminal(
                null,
                "hmp",
                TERMINAL_TYPE,
                keys,
                new Screen(),
                StandardCharsets.UTF_8,
                Terminal.SignalHandler.SIG_DFL,
                true);
        terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        terminal.resume();
        return terminal;
    }

    private void loop(LineReader reader) throws InterruptedException {
        client.awaitPrompt();
        while (!keys.closed()) {
            reader.getTerminal().setSize(new Size(client.columns(), ROWS));
            String line = read(reader);
            if (line != null) {
                client.line(line);
                client.awaitPrompt();
            }
        }
    }

    /** One line; null when Ctrl-D was all there was. */
    private String read(LineReader reader) {
        try {
            return reader.readLine(EchoLines.PROMPT);
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
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("baton")
                .parser(words)
                .completer(new Commands())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, false);
        if (client.historyFile() != null) {
            builder.variable(LineReader.HISTORY_FILE, client.historyFile());
        }
        LineReader reader = builder.build();
        KeyMap<Binding> bindings = reader.getKeyMaps().get(LineReader.MAIN);
        bindCursorKeys(bindings);
        bindings.bind(new Reference(LineReader.KILL_WHOLE_LINE), KeyMap.ctrl('C'));
        return reader;
    }

    /** What xterm and its kin send, in both modes of the keypad, and the Linux console. */
    private static void bindCursorKeys(KeyMap<Binding> keys) {
        keys.bind(new Reference(LineReader.UP_LINE_OR_HISTORY), "\033[A", "\033OA");
        keys.bind(new Reference(LineReader.DOWN_LINE_OR_HISTORY), "\033[B", "\033OB");
        keys.bind(new Reference(LineReader.FORWARD_CHAR), "\033[C", "\033OC");
        keys.bind(new Reference(LineReader.BACKWARD_CHAR), "\033[D", "\033OD");
        keys.bind(new Reference(LineReader.BEGINNING_OF_LINE), "\033[H", "\033OH", "\033[1~");
        keys.bind(new Reference(LineReader.END_OF_LINE), "\033[F", "\033OF", "\033[4~");
        keys.bind(new Reference(LineReader.DELETE_CHAR), "\033[3~");
    }

    private final class Commands implements Completer {
        @Override
        public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
            try {
                for (String found : client.complete(line.line().substring(0, line.cursor()))) {
                    char last = found.charAt(found.length() - 1);
                    boolean whole = last != '/' && last != ':' && last != '=';
                    candidates.add(new Candidate(found, found, null, null, null, null, whole));
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
