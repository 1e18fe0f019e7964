package baton.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where a mode is shown: a directory of its own, the guest's serial port, and every process started, all gone when it is
 * closed. {@link #close} may come from the shutdown hook while the demo still runs.
 */
final class Stage implements AutoCloseable {
    private static final int GUEST_MEBIBYTES = 256;
    private static final int PATIENCE_SECONDS = 30;
    /** The test guest, in the directory in which all processes run. */
    static final String KERNEL = "guest.elf";

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Path launcher;
    private final Screen screen;
    private final Path directory;
    private final Path ramFile;
    private final List<Process> processes = new ArrayList<>();
    private final SerialPort serial;
    private List<String> arguments = List.of();
    private Monitor current;
    private boolean closed;

    /** @param launcher the directory of {@code qemu-kvm} */
    Stage(Path launcher, Screen screen) throws IOException {
        this.launcher = launcher;
        this.screen = screen;
        this.directory = Files.createTempDirectory("baton-demo-");
        this.ramFile =
                ramDirectory().resolve("baton-demo-" + ProcessHandle.current().pid() + "-ram0");
        this.serial = SerialPort.listen(directory.resolve("serial"));
        try (InputStream kernel = Stage.class.getResourceAsStream("/baton/guest/guest.elf")) {
            Files.copy(kernel, directory.resolve(KERNEL));
        }
    }

    /** Shared memory where there is enough of it: a file that outgrows it would kill the guest. */
    private Path ramDirectory() throws IOException {
        long need = GUEST_MEBIBYTES * 1024L * 1024;
        boolean there = Files.isWritable(SHARED_MEMORY)
                && Files.getFileStore(SHARED_MEMORY).getUsableSpace() > need;
        return there ? SHARED_MEMORY : directory;
    }

    Screen screen() {
        return screen;
    }

    /** File of guest RAM that is kept in place. */
    Path ramFile() {
        return ramFile;
    }

    /** Guest RAM, as {@code -m} takes it. */
    String memory() {
        return GUEST_MEBIBYTES + "M";
    }

    /** A file in the directory in which all processes run. */
    Path file(String name) {
        return directory.resolve(name);
    }

    SerialPort serial() {
        return serial;
    }

    /**
     * Shows a command line, starts it and waits for its prompt.
     *
     * @param machine the arguments that every process of this guest has
     * @param more those that only this one has
     */
    Monitor start(List<String> machine, String... more) throws DemoFailed {
        List<String> shown = command("qemu-kvm", machine, more);
        screen.command(shown);
        String program = launcher.resolve("qemu-kvm").toString();
        try {
            Monitor monitor = Monitor.start(command(program, machine, more), directory, screen);
            remember(monitor.process());
            arguments = machine;
            current = monitor;
            monitor.greet();
            return monitor;
        } catch (IOException e) {
            throw new DemoFailed("starting " + program, e);
        }
    }

    private static List<String> command(String program, List<String> machine, String... more) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(machine);
        words.addAll(List.of(more));
        return words;
    }

    /** The process that was started last. */
    Monitor current() {
        return current;
    }

    /** Starts the machine of {@link #current} on the demo's own terminal; returns the exit status once it ends. */
    int startOnTerminal(String... more) throws DemoFailed {
        String program = launcher.resolve("qemu-kvm").toString();
        try {
            Process process = new ProcessBuilder(command(program, arguments, more))
                    .directory(directory.toFile())
                    .inheritIO()
                    .start();
            remember(process);
            return process.waitFor();
        } catch (IOException e) {
            throw new DemoFailed("starting " + program, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted", e);
        }
    }

    private synchronized void remember(Process process) throws DemoFailed {
        processes.add(process);
        if (closed) {
            process.destroy();
            throw new DemoFailed("interrupted");
        }
    }

    /** Waits for the guest to print {@code count} more lines and shows them. */
    void guestPrints(int count) throws DemoFailed {
        int seen = serial.lines().size();
        awaitLines(seen + count);
        screen.guest(current.pid(), serial.lines().subList(seen, seen + count));
    }

    /** Waits until the guest has printed {@code count} lines in all. */
    void awaitLines(int count) throws DemoFailed {
        try {
            if (!serial.await(count, PATIENCE_SECONDS)) {
                throw new DemoFailed("the guest is silent: " + serial.lines().size() + " lines instead of " + count);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted", e);
        }
    }

    /** Ends what still runs and removes every file. A second call does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        for (Process process : processes) {
            end(process);
        }
        serial.close();
        Files.deleteIfExists(ramFile);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
