package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.guest.GuestLayout;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest on q35 goes to sleep, is moved asleep, and wakes with its memory; and is told of the power button. */
@KvmRequired
class SuspendIT {
    @TempDir
    private Path directory;

    private TestVm start(String append, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(TestVm.Q35);
        arguments.addAll(List.of("-kernel", TestVm.guest(directory).toString(), "-m", "64M", "-append", append));
        return TestVm.startPlain(Program.underTest(), directory, arguments, more);
    }

    private static Object status(TestVm vm) throws IOException, QmpError {
        return vm.qmp().query("query-status").get("status");
    }

    private static void putToSleep(TestVm vm) throws IOException, QmpError {
        vm.qmp().execute("system_powerdown");
        vm.qmp().awaitStatus("suspended");
    }

    private static void assertWakes(TestVm vm, GuestCounters asleep, SerialLog serial) throws IOException, QmpError {
        vm.qmp().execute("system_wakeup");
        assertEquals("running", status(vm));
        GuestCounters awake = vm.guest().awaitTicks(asleep, 30);
        awake.assertWentOnFrom(asleep);
        assertEquals(asleep.at(GuestLayout.WAKES) + 1, awake.at(GuestLayout.WAKES));
        assertEquals(0x8000, awake.at(GuestLayout.WAKE_STATUS) & 0x8000, "WAK_STS");
        serial.await(String.format("awake %08d", asleep.lines() + 1));
        serial.assertGapless();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void guestPutToSleepByTheButton_wakesAndSleepsAgain(int cpus) throws IOException, QmpError {
        try (TestVm vm = start("nap", "-smp", "" + cpus)) {
            vm.guest().awaitUp(cpus);
            SerialLog serial = new SerialLog(vm.serial());
            for (int nap = 1; nap <= 3; nap++) {
                putToSleep(vm);
                GuestCounters asleep = vm.guest().read();
                assertEquals(nap, asleep.at(GuestLayout.SLEEPS));
                assertEquals(nap, asleep.at(GuestLayout.BUTTONS), "told by interrupt");
                assertWakes(vm, asleep, serial);
            }
            List<String> nap = List.of("POWERDOWN", "SUSPEND", "WAKEUP");
            List<String> all = new ArrayList<>(nap);
            all.addAll(nap);
            all.addAll(nap);
            assertEquals(all, vm.qmp().eventNames());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "cpr-reboot"})
    void guestMovedAsleep_wakesInTheNewProcess(String mode) throws IOException, QmpError {
        Path state = directory.resolve("vm.state");
        GuestCounters asleep;
        Path serial;
        try (TestVm old = start("busy suspend=100", "-smp", "2")) {
            old.guest().awaitUp(2);
            old.qmp().awaitStatus("suspended");
            asleep = old.guest().read();
            serial = old.serial();
            old.qmp().execute("migrate-set-parameters", "mode", mode);
            old.qmp().execute("migrate", "uri", "file:" + state);
            old.qmp().awaitStatus("postmigrate");
            assertEquals(
                    "Unable to wake up: guest is not in suspended state",
                    old.qmp().refused("system_wakeup").getMessage());
        }
        try (TestVm heir = start("busy suspend=100", "-smp", "2", "-incoming", "file:" + state)) {
            heir.qmp().awaitStatus("suspended");
            assertEquals(asleep.page(), heir.guest().read().page(), "nothing has moved");
            assertWakes(heir, asleep, new SerialLog(serial, heir.serial()));
        }
    }

    @Test
    void guestAsleepThatIsStopped_sleepsOnWhenContinued() throws IOException, QmpError {
        try (TestVm vm = start("nap")) {
            vm.guest().awaitUp(1);
            putToSleep(vm);
            GuestCounters asleep = vm.guest().read();

            vm.qmp().execute("stop");
            assertEquals("paused", status(vm));
            vm.qmp().refused("system_wakeup");
            vm.qmp().execute("cont");

            assertEquals("suspended", status(vm));
            assertWakes(vm, asleep, new SerialLog(vm.serial()));
        }
    }

    @Test
    void guestAsleepThatIsReset_bootsAnew() throws IOException, QmpError {
        try (TestVm vm = start("nap")) {
            vm.guest().awaitUp(1);
            putToSleep(vm);

            vm.qmp().execute("system_reset");

            vm.qmp().awaitStatus("running");
            vm.guest().awaitUp(1);
            assertEquals(0, vm.guest().read().at(GuestLayout.WAKES));
        }
    }

    @Test
    void guestToldOfTheButton_switchesItselfOff() throws IOException, QmpError {
        try (TestVm vm = start("busy", "-smp", "2")) {
            vm.guest().awaitUp(2);

            vm.qmp().execute("system_powerdown");

            vm.qmp().awaitEvent("SHUTDOWN");
            assertEquals(0, vm.process().awaitExit());
        }
    }

    /** Prints A; the first time it sleeps, without a place to wake at, and prints X if it goes on; else prints B. */
    private static final String SECTOR = "fa31c08ed8baf803b041ee66813e009078563412741a66c7060090785634"
            + "12b0f1e6b2b80124ba0406efbaf803b058eeb042eef390ebfc";

    @Test
    void bootSectorAsleepWithoutAPlaceToWakeAt_isStartedAgainWithItsMemory() throws IOException, QmpError {
        try (TestVm vm = startSector(SECTOR)) {
            vm.qmp().execute("cont");
            vm.qmp().awaitStatus("suspended");

            vm.qmp().execute("system_wakeup");

            vm.qmp().awaitEvent("RESET");
            new SerialLog(vm.serial()).await("AAB");
            assertEquals(
                    List.of("RESUME", "SUSPEND", "WAKEUP", "RESET"), vm.qmp().eventNames());
        }
    }

    /** As {@link #SECTOR}, but it writes the reset register instead of sleeping. */
    private static final String RESETTING_SECTOR =
            "fa31c08ed8baf803b041ee66813e009078563412741566c7060090785634" + "12baf90cb006eebaf803b058eeb042eef390ebfc";

    @Test
    void bootSectorThatResets_isStartedAgain() throws IOException, QmpError {
        try (TestVm vm = startSector(RESETTING_SECTOR)) {
            vm.qmp().execute("cont");

            vm.qmp().awaitEvent("RESET");
            new SerialLog(vm.serial()).await("AAB");
            assertEquals(List.of("RESUME", "RESET"), vm.qmp().eventNames());
        }
    }

    private TestVm startSector(String code) throws IOException {
        byte[] sector = Arrays.copyOf(HexFormat.of().parseHex(code), 512);
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        Path disk = Files.write(directory.resolve("disk"), sector);
        List<String> arguments = new ArrayList<>(TestVm.Q35);
        arguments.addAll(List.of("-drive", "if=none,id=d0,file=" + disk + ",format=raw", "-m", "64M"));
        arguments.addAll(List.of("-device", "ide-hd,drive=d0,secs=1,cyls=1,heads=1"));
        return TestVm.startPlain(Program.underTest(), directory, arguments, "-S");
    }

    @Test
    void machine_saysWhetherItCanWake() throws IOException, QmpError {
        try (TestVm vm = start("idle")) {
            assertEquals(Map.of("wakeup-suspend-support", true), vm.qmp().execute("query-current-machine"));
            assertTrue(vm.qmp().refused("system_wakeup").getMessage().startsWith("Unable to wake up"));
        }
        try (TestVm vm = TestVm.start(directory, "-append", "idle")) {
            assertEquals(Map.of("wakeup-suspend-support", false), vm.qmp().execute("query-current-machine"));
            assertEquals(
                    "wake-up from suspend is not supported by this guest",
                    vm.qmp().refused("system_wakeup").getMessage());
        }
    }
}
