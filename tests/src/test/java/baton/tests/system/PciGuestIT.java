package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.harness.Await;
import baton.tests.harness.CompiledGuest;
import baton.tests.harness.EchoWire;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A guest that drives virtio devices of PCI by MSI-X gets more while it runs, a network card among them, is handed over with all
 * of them, and lets go what is asked back. The guest is {@code tests/guest/pci}.
 */
@KvmRequired
class PciGuestIT {
    private static final int COUNTERS = 0x200000;
    private static final String CARD = "virtio-net-pci";
    private static final List<String> HOT = List.of("-device", "virtio-rng-pci,bus=rp2,id=hot");

    @TempDir
    private Path directory;

    private Path kernel;

    /** Counters of the guest: devices it drives, plugged in, let go, interrupts, and requests by slot. */
    private record Counters(int devices, int plugged, int unplugged, int interrupts, int[] filled) {
        boolean allAfter(Counters before) {
            return interrupts > before.interrupts
                    && filled[0] > before.filled[0]
                    && filled[1] > before.filled[1]
                    && filled[2] > before.filled[2];
        }
    }

    @BeforeEach
    void compile() throws IOException, InterruptedException {
        kernel = CompiledGuest.make(directory, "pci");
    }

    /** Where it is driven: QEMU's PC, and its small machine. */
    private enum Kind {
        Q35(TestVm.Q35),
        MICROVM(TestVm.MICROVM_PCIE);

        private final List<String> machine;

        Kind(List<String> machine) {
            this.machine = machine;
        }
    }

    private TestVm start(Program program, Kind kind, List<String> devices, String... more) throws IOException {
        List<String> all = new ArrayList<>(kind.machine);
        if (kind == Kind.Q35) {
            all.set(1, "pc-q35-10.0,hpet=off,vmport=off,smbus=off,sata=off");
        }
        Collections.addAll(all, "-m", "64M");
        Collections.addAll(all, "-device", "pcie-root-port,id=rp1,chassis=1,slot=1");
        Collections.addAll(all, "-device", "pcie-root-port,id=rp2,chassis=1,slot=2");
        Collections.addAll(all, "-device", "pcie-root-port,id=rp3,chassis=1,slot=3");
        Collections.addAll(all, "-device", "virtio-rng-pci,bus=rp1", "-device", "virtio-rng-pci");
        if (!program.isQemu()) {
            Collections.addAll(all, "-kernel", kernel.toString());
        }
        all.addAll(devices);
        return TestVm.startPlain(program, directory, all, more);
    }

    private static Counters read(TestVm vm) throws IOException, QmpError {
        int[] words = new int[16];
        int at = 0;
        for (String line : vm.qmp().hmp("xp /16xw " + COUNTERS).split("\r?\n")) {
            for (String word : line.substring(line.indexOf(':') + 1).trim().split(" ")) {
                words[at++] = Integer.parseUnsignedInt(word.substring(2), 16);
            }
        }
        return new Counters(words[3], words[4], words[5], words[6], new int[] {words[8], words[9], words[10]});
    }

    private interface Condition {
        boolean holds(Counters now);
    }

    private static Counters await(TestVm vm, String what, Condition condition) throws IOException {
        Counters[] now = new Counters[1];
        Await.until(what, () -> now[0] + "\n" + vm.process(), () -> {
            try {
                now[0] = read(vm);
                return condition.holds(now[0]);
            } catch (QmpError e) {
                throw new IOException(e);
            }
        });
        return now[0];
    }

    /** Gives the running guest its third device. */
    private static Counters plug(TestVm vm) throws IOException, QmpError {
        await(vm, "two devices at work", now -> now.devices == 2 && now.filled[0] > 0 && now.filled[1] > 0);
        vm.qmp().execute("device_add", "driver", "virtio-rng-pci", "id", "hot", "bus", "rp2");
        return await(vm, "the third device at work", now -> now.plugged == 1 && now.filled[2] > 0);
    }

    /** The third device goes, as the guest's {@code nth}. */
    private static void unplug(TestVm vm, int nth) throws IOException, QmpError {
        letGo(vm, "hot");
        Counters after = await(vm, "word of it", now -> now.unplugged == nth && now.devices == 2);
        await(vm, "the others at work", now -> now.filled[0] > after.filled[0] && now.filled[1] > after.filled[1]);
        assertEquals(after.filled[2], read(vm).filled[2]);
    }

    /** Asks for a device, and waits for the word that the guest has let go it and what it is behind. */
    private static void letGo(TestVm vm, String id) throws IOException, QmpError {
        vm.qmp().forgetEvents();
        vm.qmp().execute("device_del", "id", id);
        Map<String, Object> gone = vm.qmp().awaitEvent("DEVICE_DELETED");
        assertTrue(gone.get("data").toString().contains("/machine/peripheral/" + id), "" + gone);
        Await.until("both words", vm.process()::toString, () -> deleted(vm) == 2);
    }

    private static int deleted(TestVm vm) throws IOException {
        try {
            vm.qmp().execute("query-status");
            return Collections.frequency(vm.qmp().eventNames(), "DEVICE_DELETED");
        } catch (QmpError e) {
            throw new IOException(e);
        }
    }

    private static Map<String, Object> channel(String type, Path path) {
        return Map.of("channel-type", type, "addr", Map.of("transport", "socket", "type", "unix", "path", "" + path));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void pluggedDevice_isHandedOverAndLetGo(Kind kind) throws IOException, QmpError {
        Path cpr = directory.resolve("cpr.sock");
        Path main = directory.resolve("main.sock");
        String[] ram = {
            "-object",
            "memory-backend-memfd,id=ram0,size=64M,share=on",
            "-machine",
            "memory-backend=ram0,aux-ram-share=on"
        };
        List<String> incoming = new ArrayList<>(List.of(ram));
        Collections.addAll(incoming, "-incoming", "unix:" + main, "-incoming");
        incoming.add("{\"channel-type\":\"cpr\",\"addr\":{\"transport\":\"socket\",\"type\":\"unix\",\"path\":\"" + cpr
                + "\"}}");
        try (EchoWire wire = new EchoWire();
                TestVm old = start(Program.underTest(), kind, List.of("-netdev", wire.netdev("n0")), ram);
                TestVm heir = start(Program.underTest(), kind, withCard(wire), incoming.toArray(new String[0]))) {
            plug(old);
            old.qmp().execute("device_add", "driver", CARD, "id", "card", "bus", "rp3", "netdev", "n0");
            wire.awaitEcho();
            Counters before = read(old);
            Await.until("cpr socket", heir.process()::toString, () -> Files.exists(cpr));
            old.qmp().execute("migrate-set-parameters", "mode", "cpr-transfer");
            old.qmp().execute("migrate", "channels", List.of(channel("main", main), channel("cpr", cpr)));
            heir.qmp().awaitStatus("running");
            await(heir, "all three at work", now -> now.allAfter(before));
            wire.awaitEcho();
            letGo(heir, "card");
            await(heir, "word of the card", now -> now.unplugged == 1 && now.devices == 3);
            unplug(heir, 2);
        }
    }

    private static List<String> withCard(EchoWire wire) {
        List<String> all = new ArrayList<>(HOT);
        all.addAll(List.of("-netdev", wire.netdev("n0"), "-device", CARD + ",bus=rp3,id=card,netdev=n0"));
        return all;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void pluggedDevice_goesOnInQemu(Kind kind) throws IOException, QmpError {
        assumeTrue(Program.qemu().isPresent(), "skipped: no qemu-system-x86_64 is installed");
        String file = "file:" + directory.resolve("vm.state");
        Counters before;
        try (TestVm old = start(Program.underTest(), kind, List.of())) {
            plug(old);
            old.qmp().execute("migrate", "uri", file);
            old.qmp().awaitStatus("postmigrate");
            before = read(old);
        }
        String plainHotPlug = "ICH9-LPC.acpi-pci-hotplug-with-bridge-support=off";
        try (TestVm heir = start(Program.qemu().get(), kind, HOT, "-global", plainHotPlug, "-incoming", file)) {
            heir.qmp().awaitStatus("running");
            await(heir, "all three at work", now -> now.allAfter(before));
            unplug(heir, 1);
        }
    }
}
