package baton.tests.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running monitor with its standard streams. {@link #close} kills it, whatever state it is in. */
public final class MonitorProcess implements AutoCloseable {
    private final List<String> command;
    private final Process process;
    private final Captured out;
    private final Captured err;

    private MonitorProcess(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.out = Captured.of(process.getInputStream(), "stdout");
        this.err = Captured.of(process.getErrorStream(), "stderr");
    }

    /** Starts {@code program} in {@code directory}. */
    public static MonitorProcess start(Program program, Path directory, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.path().toString());
        command.addAll(arguments);
        return start(directory, command);
    }

    /** Starts any command in {@code directory}; a shell that ends in exec, for redirections. */
    public static MonitorProcess start(Path directory, List<String> command) throws IOException {
        return new MonitorProcess(
                command,
                new ProcessBuilder(command).directory(directory.toFile()).start());
    }

    /** Its standard input. */
    public OutputStream in() {
        return process.getOutputStream();
    }

    /** Writes to its standard input. */
    public void type(String text) throws IOException {
        in().write(text.getBytes(StandardCharsets.ISO_8859_1));
        in().flush();
    }

    /** What it prints on standard output. */
    public Captured out() {
        return out;
    }

    /** What it prints on standard error. */
    public Captured err() {
        return err;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it is still there. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** The processes it started, and theirs. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Waits for it to end by itself, and gives its exit status (128 + signal when killed). */
    public int awaitExit() {
        try {
            if (process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                err.awaitEnd();
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("did not end: " + this);
    }

    /** Command and everything printed, for messages. */
    @Override
    public String toString() {
        return String.join(" ", command) + "\nstdout: " + out.text() + "\nstderr: " + err.text();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
