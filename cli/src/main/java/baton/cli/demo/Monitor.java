package baton.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process with a QEMU command line and its human monitor on a pipe. */
final class Monitor {
    private static final String PROMPT = "(qemu) ";
    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final OutputStream keyboard;
    private final Screen screen;
    /** What it has printed since the last prompt; guarded by this. */
    private final StringBuilder printed = new StringBuilder();

    private boolean ended;

    private Monitor(Process process, Screen screen) {
        this.process = process;
        this.keyboard = process.getOutputStream();
        this.screen = screen;
    }

    /** Starts it in {@code directory}; errors go to our stderr. */
    static Monitor start(List<String> command, Path directory, Screen screen) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Monitor monitor = new Monitor(process, screen);
        Thread reader = new Thread(monitor::read, "monitor");
        reader.setDaemon(true);
        reader.start();
        return monitor;
    }

    private void read() {
        byte[] bytes = new byte[4096];
        try (InputStream in = process.getInputStream()) {
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                append(new String(bytes, 0, n, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            append("\n[" + e.getMessage() + "]\n");
        }
        inputEnded();
    }

    private synchronized void append(String text) {
        printed.append(text);
        notifyAll();
    }

    private synchronized void inputEnded() {
        ended = true;
        notifyAll();
    }

    long pid() {
        return process.pid();
    }

    Process process() {
        return process;
    }

    /** Waits for the first prompt and shows the banner. */
    void greet() throws DemoFailed {
        screen.show(untilPrompt());
    }

    /** Types a command and shows it with what it prints. */
    String type(String command) throws DemoFailed {
        screen.show(PROMPT + command + "\n");
        String answer = ask(command);
        screen.show(answer);
        return answer;
    }

    /** Types a command without showing it. */
    String ask(String command) throws DemoFailed {
        send(command);
        return untilPrompt();
    }

    /** Asks {@code info status} until it says {@code wanted}. */
    void awaitStatus(String wanted) throws DemoFailed {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String status = ask("info status");
        while (!status.equals(wanted)) {
            if (System.nanoTime() > end) {
                throw new DemoFailed("still \"" + status.strip() + "\"; info migrate says:\n" + ask("info migrate"));
            }
            pause();
            status = ask("info status");
        }
    }

    private static void pause() throws DemoFailed {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Types {@code quit}, shows it, and waits for the end of the process. */
    void quit() throws DemoFailed {
        screen.show(PROMPT + "quit\n");
        end();
    }

    /** The same, not shown. */
    void end() throws DemoFailed {
        send("quit");
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new DemoFailed("process " + pid() + " did not end after quit");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (process.exitValue() != 0) {
            throw new DemoFailed("process " + pid() + " ended with status " + process.exitValue());
        }
    }

    private void send(String command) throws DemoFailed {
        try {
            keyboard.write((command + "\n").getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        } catch (IOException e) {
            throw new DemoFailed("typing \"" + command + "\" to process " + pid(), e);
        }
    }

    private synchronized String untilPrompt() throws DemoFailed {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!endsWithPrompt()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (ended || left <= 0) {
                String why = ended ? " ended without a prompt" : " does not come to its prompt";
                throw new DemoFailed("process " + pid() + why + (printed.length() == 0 ? "" : " after: " + printed));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        String text = printed.substring(0, printed.length() - PROMPT.length()).replace("\r", "");
        printed.setLength(0);
        return text;
    }

    private boolean endsWithPrompt() {
        int start = printed.length() - PROMPT.length();
        boolean atLineStart = start == 0 || start > 0 && printed.charAt(start - 1) == '\n';
        return atLineStart && printed.indexOf(PROMPT, start) == start;
    }

    private static DemoFailed interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new DemoFailed("interrupted", e);
    }
}
