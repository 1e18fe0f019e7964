package baton.monitor.terminal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Lines a person types at a terminal, edited by JLine. JLine blocks, so it has a thread of its own, {@code hmp-terminal},
 * from the first prompt to {@link #reset}; lines, screen output and completion all go through the main loop. No JLine class
 * is loaded before the first prompt.
 */
public final class TerminalLines implements LineInput {
    private final Consumer<String> screen;
    private final LineInput.Sink sink;
    private final Function<String, List<String>> completer;
    private final IntSupplier columns;
    private final Executor mainLoop;
    private final String historyFile;
    private Client client;
    private final History history = new History();
    private final TypedKeys typed = new TypedKeys();

    /**
     * Editing on a terminal.
     *
     * @param screen takes bytes as chars (ISO 8859-1)
     * @param completer what the last word typed so far may become; called on the main loop
     * @param columns width of the screen; any thread
     * @param mainLoop runs a task at once when called on the main loop, and soon on it otherwise
     * @param historyFile keeps lines for the next terminal; null for none
     */
    public TerminalLines(
            Consumer<String> screen,
            LineInput.Sink sink,
            Function<String, List<String>> completer,
            IntSupplier columns,
            Executor mainLoop,
            String historyFile) {
        this.screen = screen;
        this.sink = sink;
        this.completer = completer;
        this.columns = columns;
        this.mainLoop = mainLoop;
        this.historyFile = historyFile;
    }

    @Override
    public void prompt() {
        if (client == null) {
            client = new Client();
            Thread thread = new Thread(client, "hmp-terminal");
            thread.setDaemon(true);
            thread.start();
        }
        client.prompts.release();
    }

    @Override
    public void typed(int c) {
        if (client != null) {
            typed.key(c);
            client.keys.put(c);
        }
    }

    @Override
    public List<String> history() {
        return history.lines();
    }

    @Override
    public byte[] unread() {
        return typed.unread();
    }

    @Override
    public void reset() {
        typed.clear();
        if (client != null) {
            client.keys.close();
            client.prompts.release();
            client = null;
        }
    }

    /** What one terminal session's thread shares with the main loop. */
    final class Client implements Runnable {
        private final TypedBytes keys = new TypedBytes();
        private final Semaphore prompts = new Semaphore(0);

        @Override
        public void run() {
            new JLineLoop(this, keys).run();
        }

        /** Where lines are kept for the next terminal; null for nowhere. */
        String historyFile() {
            return historyFile;
        }

        /** Width of the screen at the moment. */
        int columns() {
            return columns.getAsInt();
        }

        /** Waits until a prompt is wanted. */
        void awaitPrompt() throws InterruptedException {
            prompts.acquire();
        }

        /** Hands a line to the monitor. */
        void line(String line) {
            onMainLoop(new Runnable() {
                @Override
                public void run() {
                    typed.line(line);
                    history.add(line);
                    sink.line(line);
                }
            });
        }

        /** Shows what JLine draws; bytes as chars. */
        void draw(byte[] bytes, int offset, int length) {
            String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
            onMainLoop(new Runnable() {
                @Override
                public void run() {
                    screen.accept(text);
                }
            });
        }

        /** Asks the monitor's commands; waits for the main loop. */
        List<String> complete(String typed) throws InterruptedException {
            Answer answer = new Answer();
            mainLoop.execute(new Runnable() {
                @Override
                public void run() {
                    answer.candidates = completer.apply(typed);
                    answer.there.release();
                }
            });
            answer.there.acquire();
            return answer.candidates;
        }

        /** Does nothing for a client that has left. */
        private void onMainLoop(Runnable task) {
            mainLoop.execute(new Runnable() {
                @Override
                public void run() {
                    if (client == Client.this) {
                        task.run();
                    } else {
                        keys.close();
                    }
                }
            });
        }
    }

    private static final class Answer {
        private final Semaphore there = new Semaphore(0);
        private List<String> candidates = List.of();
    }
}
