package baton.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process with a QEMU command line, and a monitor on its standard input and output. */
final class Console {
    /** Where an answer ends in what a process has printed. */
    interface Ending {
        /** Index behind the answer, or -1 when more is to come. */
        int of(StringBuilder printed);
    }

    /** For what a process may take its time for. */
    static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final OutputStream keyboard;
    /** What it has printed since the last answer; guarded by this. */
    private final StringBuilder printed = new StringBuilder();

    private boolean ended;

    private Console(Process process) {
        this.process = process;
        this.keyboard = process.getOutputStream();
    }

    /** Starts it in {@code directory}, with {@code path} as its search path; errors go to our stderr. */
    static Console start(List<String> command, Path directory, String path) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PATH", path);
        Console console = new Console(builder.start());
        Thread reader = new Thread(console::read, "monitor");
        reader.setDaemon(true);
        reader.start();
        return console;
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

    /** Types a line. */
    void send(String line) throws DemoFailed {
        try {
            keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        } catch (IOException e) {
            throw new DemoFailed("typing \"" + line + "\" to process " + pid(), e);
        }
    }

    /** What it prints up to where an answer ends, without carriage returns. */
    synchronized String until(Ending ending) throws DemoFailed {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        int at = ending.of(printed);
        while (at < 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (ended || left <= 0) {
                String why = ended ? " ended without an answer" : " does not answer";
                throw new DemoFailed("process " + pid() + why + (printed.length() == 0 ? "" : " after: " + printed));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            at = ending.of(printed);
        }
        String text = printed.substring(0, at).replace("\r", "");
        printed.delete(0, at);
        return text;
    }

    /** Waits for the end of the process, which was told to. */
    void awaitEnd() throws DemoFailed {
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

    private static DemoFailed interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new DemoFailed("interrupted", e);
    }
}
