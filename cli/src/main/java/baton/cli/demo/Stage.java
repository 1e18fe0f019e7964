package baton.cli.demo;

import baton.cli.proc.UnixListeners;
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
    private static final int LOOK_MILLIS = 5;
    /** What info status says of a guest that runs. */
    static final String RUNNING = "VM status: running\n";
    /** What it says of one that has gone elsewhere. */
    static final String MOVED = "VM status: paused (postmigrate)\n";
    /** The test guest, in the directory in which all processes run. */
    static final String KERNEL = "guest.elf";

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Path launcher;
    private final Screen screen;
    private final Path directory;
    private final Path ramFile;
    private final List<Process> processes = new ArrayList<>();
    private final SerialPort serial;
    private final GuestWatch guest;
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
        this.guest = new GuestWatch(serial, screen);
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

    /** Size of a file in that directory. */
    long size(String name) throws DemoFailed {
        try {
            return Files.size(directory.resolve(name));
        } catch (IOException e) {
            throw new DemoFailed("the state file", e);
        }
    }

    /** The guest. */
    GuestWatch guest() {
        return guest;
    }

    /**
     * Shows a command line, starts it and waits for its prompt.
     *
     * @param machine the arguments that every process of this guest has
     * @param more those that only this one has
     */
    Monitor start(List<String> machine, String... more) throws DemoFailed {
        Monitor monitor = new Monitor(launch(machine, more), screen);
        arguments = machine;
        current = monitor;
        monitor.greet();
        return monitor;
    }

    /** The same with QMP. */
    QmpMonitor startWithQmp(List<String> machine) throws DemoFailed {
        QmpMonitor monitor = new QmpMonitor(launch(machine), screen);
        monitor.greet();
        return monitor;
    }

    /** Starts one that has no prompt before it was handed a guest, and waits until it listens at {@code socket}. */
    Monitor startHeir(List<String> machine, String socket, String... more) throws DemoFailed {
        Console console = launch(machine, more);
        arguments = machine;
        current = new Monitor(console, screen);
        awaitListening(console, socket);
        return current;
    }

    private void awaitListening(Console console, String socket) throws DemoFailed {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Console.PATIENCE_SECONDS);
        try {
            while (!Files.exists(directory.resolve(socket)) || !UnixListeners.at(socket)) {
                if (!console.process().isAlive() || System.nanoTime() > end) {
                    throw new DemoFailed("process " + console.pid() + " does not listen at " + socket);
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (IOException e) {
            throw new DemoFailed("looking for sockets", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted", e);
        }
    }

    private Console launch(List<String> machine, String... more) throws DemoFailed {
        screen.command(command("qemu-kvm", machine, more));
        String program = launcher.resolve("qemu-kvm").toString();
        try {
            // What is typed at a prompt is found where it was started from.
            Console console =
                    Console.start(command(program, machine, more), directory, launcher + ":" + System.getenv("PATH"));
            remember(console.process());
            return console;
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

    /** The process that has the guest. */
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
