package baton.tests.harness;

import baton.tests.guest.GuestLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A monitor with the test guest in it: serial line to a file, a QMP socket, and what else the test asks for. Everything
 * lives in one directory, where several of them may follow each other.
 */
public final class TestVm implements AutoCloseable {
    /** The machine as every test has it; the words QEMU needs to have no firmware's help are no-ops in Baton. */
    public static final List<String> MACHINE =
            machine("microvm,acpi=off,pit=on,pic=on,rtc=on,isa-serial=on,x-option-roms=off");

    /** The machine with power management, for guests that sleep. */
    public static final List<String> Q35 = machine("q35,hpet=off,i8042=off,vmport=off,smbus=off,sata=off");

    /** The small machine with PCI Express, which QEMU has with ACPI only. */
    public static final List<String> MICROVM_PCIE =
            machine("microvm,pcie=on,ioapic2=off,pit=on,pic=on,rtc=on,isa-serial=on,x-option-roms=off");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static List<String> machine(String type) {
        return List.of(
                "-M",
                type,
                "-accel",
                "kvm",
                "-cpu",
                "qemu64,-cx16",
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none");
    }

    private final MonitorProcess process;
    private final Path directory;
    private final Path serial;
    private final Path socket;
    private QmpClient qmp;

    private TestVm(MonitorProcess process, Path directory, Path serial, Path socket) {
        this.process = process;
        this.directory = directory;
        this.serial = serial;
        this.socket = socket;
    }

    /** Starts the test guest in the program under test with these further arguments. */
    public static TestVm start(Path directory, String... arguments) throws IOException {
        return start(Program.underTest(), directory, arguments);
    }

    /** Starts the test guest in {@code program} with these further arguments. */
    public static TestVm start(Program program, Path directory, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(MACHINE);
        all.addAll(List.of("-kernel", guest(directory).toString()));
        return startPlain(program, directory, all, arguments);
    }

    /** Starts {@code program} with {@code machine}, serial line, QMP socket and {@code arguments}. */
    public static TestVm startPlain(Program program, Path directory, List<String> machine, String... arguments)
            throws IOException {
        String name = program.name() + COUNT.incrementAndGet();
        Path serial = directory.resolve(name + ".serial");
        Path socket = directory.resolve(name + ".qmp");
        List<String> all = new ArrayList<>(machine);
        all.addAll(List.of("-serial", "file:" + serial, "-qmp", "unix:" + socket + ",server=on,wait=off"));
        all.addAll(List.of(arguments));
        return new TestVm(MonitorProcess.start(program, directory, all), directory, serial, socket);
    }

    /** The test guest's image, put into {@code directory}. */
    public static Path guest(Path directory) throws IOException {
        Path image = directory.resolve("guest.elf");
        if (!Files.exists(image)) {
            try (InputStream embedded = TestVm.class.getResourceAsStream(GuestLayout.IMAGE_RESOURCE)) {
                Files.copy(embedded, image);
            }
        }
        return image;
    }

    public MonitorProcess process() {
        return process;
    }

    /** The file its serial line goes to. */
    public Path serial() {
        return serial;
    }

    /** The QMP socket. */
    public Path socket() {
        return socket;
    }

    /** The QMP connection, made when first asked for. */
    public QmpClient qmp() throws IOException, QmpError {
        if (qmp == null) {
            awaitSocket();
            qmp = QmpClient.connect(socket);
        }
        return qmp;
    }

    /** Closes the QMP connection: a socket serves one client at a time. */
    public void hangUp() throws IOException {
        if (qmp != null) {
            qmp.close();
            qmp = null;
        }
    }

    /** Waits until the QMP socket takes connections. */
    public void awaitSocket() throws IOException {
        Await.until("QMP socket", process::toString, () -> {
            if (!process.isAlive()) {
                throw new IOException("ended with " + process.awaitExit() + ": " + process);
            }
            return Files.exists(socket);
        });
    }

    /** The guest's counters, through QMP. */
    public GuestView guest() throws IOException, QmpError {
        return GuestView.over(qmp(), directory);
    }

    /** The monitor at {@code -monitor stdio}, which must be among the arguments. */
    public HmpPipe hmp() {
        return new HmpPipe(process);
    }

    /** Ends it with {@code quit} and gives the exit status. */
    public int quit() throws IOException, QmpError {
        qmp().execute("quit");
        return process.awaitExit();
    }

    @Override
    public void close() throws IOException {
        try {
            if (qmp != null) {
                qmp.close();
            }
        } finally {
            process.close();
        }
    }
}
