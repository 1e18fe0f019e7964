package baton.tests.compat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.cpr.Processes;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The test guest on its way from monitor to monitor, and everything that must not change on the way. */
final class Wanderer implements AutoCloseable {
    private static final int MEBIBYTES = 64;
    private static final int RTC_SECONDS = 0x78;
    /** The page of kvmclock, which the kernel itself renews whenever a CPU's state is loaded. */
    private static final int KVMCLOCK_PAGE = 0x201000;

    private final Path directory;
    private final int cpus;
    private final List<String> machine;
    private final List<Path> serials = new ArrayList<>();
    private final List<String> capabilities = new ArrayList<>();
    private TestVm vm;
    private GuestCounters last;

    /** A guest with further arguments for every monitor it will be in. */
    Wanderer(Path directory, int cpus, String... machine) {
        this.directory = directory;
        this.cpus = cpus;
        this.machine = List.of(machine);
    }

    /** Capabilities of every move from now on. */
    Wanderer with(String... names) {
        Collections.addAll(capabilities, names);
        return this;
    }

    /** Starts it and waits until it counts. */
    Wanderer begin(Program program) throws IOException, QmpError {
        vm = start(program);
        serials.add(vm.serial());
        last = vm.guest().awaitUp(cpus);
        return this;
    }

    /** The monitor it is in. */
    TestVm vm() {
        return vm;
    }

    private TestVm start(Program program, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("-m", MEBIBYTES + "M", "-smp", "" + cpus));
        all.addAll(machine);
        Collections.addAll(all, more);
        return TestVm.start(program, directory, all.toArray(new String[0]));
    }

    /** Moves it, in the mode that is set, and ends the monitor it was in. */
    void move(Program to, Transport transport, String state) throws IOException, QmpError {
        Transport.Uris uris = transport.uris(directory);
        TestVm old = vm;
        try (old) {
            set(old);
            transport.give(old, uris.outFd());
            TestVm heir = transport.live() ? await(to, transport, uris) : null;
            old.qmp().execute("migrate", "uri", uris.out());
            old.qmp().awaitMigration("completed");
            become(heir == null ? await(to, transport, uris) : heir, state);
        }
    }

    private TestVm await(Program to, Transport transport, Transport.Uris uris) throws IOException, QmpError {
        TestVm heir = start(to, "-incoming", "defer");
        set(heir);
        transport.give(heir, uris.inFd());
        heir.qmp().execute("migrate-incoming", "uri", uris.in());
        return heir;
    }

    private void set(TestVm one) throws IOException, QmpError {
        List<Object> on = new ArrayList<>();
        for (String name : capabilities) {
            on.add(Map.of("capability", name, "state", true));
        }
        one.qmp().execute("migrate-set-capabilities", "capabilities", on);
    }

    /** Moves it with cpr-transfer: the new monitor maps the memory the old one has. */
    void transfer(Program to, boolean defer) throws IOException, QmpError {
        Map<String, Object> main = socket(directory.resolve("main.sock"));
        Path cpr = directory.resolve("cpr.sock");
        TestVm old = vm;
        try (old) {
            String incoming = defer ? "defer" : "unix:" + directory.resolve("main.sock");
            TestVm heir = start(
                    to,
                    "-incoming",
                    incoming,
                    "-incoming",
                    "cpr,addr.transport=socket,addr.type=unix,addr.path=" + cpr);
            Processes.awaitListening(heir.process(), cpr);
            old.qmp().execute("migrate-set-parameters", "mode", "cpr-transfer");
            Object channels = List.of(
                    Map.of("channel-type", "main", "addr", main), Map.of("channel-type", "cpr", "addr", socket(cpr)));
            old.qmp().execute("migrate", "channels", channels);
            if (defer) {
                assertEquals("running", old.qmp().query("query-status").get("status"));
                List<Object> only = List.of(Map.of("channel-type", "main", "addr", main));
                heir.qmp().execute("migrate-incoming", "channels", only);
            }
            old.qmp().awaitMigration("completed");
            become(heir, "running");
        }
    }

    private static Map<String, Object> socket(Path path) {
        return Map.of("transport", "socket", "type", "unix", "path", path.toString());
    }

    private void become(TestVm heir, String state) throws IOException, QmpError {
        vm = heir;
        serials.add(vm.serial());
        vm.qmp().awaitStatus(state);
    }

    /** Fails unless it has lost nothing since this was last asked, and all its clocks run at their rates. */
    void assertWentOn() throws IOException, QmpError {
        GuestCounters first = vm.guest().awaitTicks(last, 10);
        last = vm.guest().assertRates(first, (from, to, hostSeconds) -> {
            to.assertRatesSince(from);
            assertKvmclock(hostSeconds, (to.clockNanos() - from.clockNanos()) / 1e9);
            assertTimeOfDay(to);
        });
        assertTrue(
                new SerialLog(serials.toArray(new Path[0])).assertGapless() >= first.lines() - 1, "lines are missing");
    }

    /** The guest looks at its clock ten times a second, so both ends of the window are a tenth off at most. */
    private static void assertKvmclock(double host, double guest) {
        assertTrue(guest > host - 0.25 && guest < host + 0.25, "kvmclock went on by " + guest + " s in " + host + " s");
    }

    /** The RTC has the host's time, the seconds of which the guest reads, in BCD. */
    private static void assertTimeOfDay(GuestCounters now) {
        long bcd = now.at(RTC_SECONDS);
        long rtc = (bcd >> 4) * 10 + (bcd & 15);
        long host = System.currentTimeMillis() / 1000 % 60;
        long behind = Math.floorMod(host - rtc, 60);
        assertTrue(behind <= 3 || behind >= 58, "RTC is at " + rtc + " s, the host at " + host + " s");
    }

    /** All of its RAM, which must not change while it is read. */
    byte[] memory() throws IOException, QmpError {
        Path file = directory.resolve("memory");
        vm.qmp().execute("pmemsave", "val", 0, "size", MEBIBYTES << 20, "filename", file.toString());
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    /** Fails for the first page that is not as {@code before}, a {@link #memory}. */
    void assertMemoryIs(byte[] before) throws IOException, QmpError {
        byte[] now = memory();
        assertEquals(before.length, now.length);
        Arrays.fill(before, KVMCLOCK_PAGE, KVMCLOCK_PAGE + 4096, (byte) 0);
        Arrays.fill(now, KVMCLOCK_PAGE, KVMCLOCK_PAGE + 4096, (byte) 0);
        for (int page = 0; page < before.length; page += 4096) {
            byte[] one = Arrays.copyOfRange(before, page, page + 4096);
            assertArrayEquals(one, Arrays.copyOfRange(now, page, page + 4096), "page " + Integer.toHexString(page));
        }
    }

    @Override
    public void close() throws IOException {
        if (vm != null) {
            vm.close();
        }
    }
}
