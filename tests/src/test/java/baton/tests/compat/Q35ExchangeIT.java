package baton.tests.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest on our q35 goes on in QEMU's: it finds the chipset as it was, awake or asleep. */
@KvmRequired
class Q35ExchangeIT {
    /** The oldest there is, so that more QEMUs have it. */
    private static final String TYPE = "pc-q35-10.0";

    @TempDir
    private Path directory;

    private Program qemu;

    @BeforeEach
    void findQemu() throws IOException {
        assumeTrue(Program.qemu().isPresent(), "skipped: no qemu-system-x86_64 is installed");
        qemu = Program.qemu().get();
        Process help = new ProcessBuilder(qemu.path().toString(), "-machine", "help").start();
        String machines = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(machines.contains(TYPE + " "), "skipped: this QEMU has no " + TYPE);
    }

    /** QEMU's port 0x92 comes with its keyboard controller, so that stays. */
    private TestVm start(Program program, String append, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(TestVm.Q35);
        arguments.set(1, TYPE + ",hpet=off,vmport=off,smbus=off,sata=off");
        arguments.addAll(List.of("-m", "64M", "-device", "pcie-root-port,id=rp1,chassis=1,slot=1,addr=2"));
        arguments.addAll(List.of("-device", "virtio-rng-pci,bus=rp1", "-device", "virtio-rng-pci,addr=3"));
        arguments.addAll(List.of("-device", "vmgenid", "-device", "pvpanic-pci,addr=4"));
        if (!program.isQemu()) {
            arguments.addAll(List.of("-kernel", TestVm.guest(directory).toString(), "-append", append));
        }
        return TestVm.startPlain(program, directory, arguments, more);
    }

    @Test
    void guestAwake_goesOnInQemu() throws IOException, QmpError {
        String file = "file:" + directory.resolve("vm.state");
        GuestCounters saved;
        Path serial;
        try (TestVm old = start(Program.underTest(), "busy")) {
            old.guest().awaitUp(1);
            old.qmp().execute("migrate", "uri", file);
            old.qmp().awaitStatus("postmigrate");
            saved = old.guest().read();
            serial = old.serial();
        }
        try (TestVm heir = start(qemu, "busy", "-incoming", file)) {
            heir.qmp().awaitStatus("running");
            heir.guest().awaitTicks(saved, 30).assertWentOnFrom(saved);
            assertTrue(new SerialLog(serial, heir.serial()).assertGapless() > saved.lines());
            assertEquals(
                    "portw[0x0602] = 0x0100\n", heir.qmp().hmp("i /h 0x602").replace("\r", ""));
            assertEquals("portb[0x0620] = 0x20\n", heir.qmp().hmp("i /b 0x620").replace("\r", ""), "vmgenid's event");
        }
    }

    @Test
    void guestAsleep_arrivesAsleepInQemu() throws IOException, QmpError {
        String file = "file:" + directory.resolve("vm.state");
        try (TestVm old = start(Program.underTest(), "nap")) {
            old.guest().awaitUp(1);
            old.qmp().execute("system_powerdown");
            old.qmp().awaitStatus("suspended");
            old.qmp().execute("migrate", "uri", file);
            old.qmp().awaitStatus("postmigrate");
        }
        try (TestVm heir = start(qemu, "nap", "-incoming", file)) {
            heir.qmp().awaitStatus("suspended");
            assertEquals(
                    "portw[0x0604] = 0x0401\n", heir.qmp().hmp("i /h 0x604").replace("\r", ""));
        }
    }
}
