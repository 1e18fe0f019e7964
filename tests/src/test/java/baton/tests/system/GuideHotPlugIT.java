package baton.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.HmpPipe;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of QEMU's CPR guide for {@code -incoming defer}: a device is plugged in on both sides before the guest moves. */
@KvmRequired
class GuideHotPlugIT {
    @TempDir
    private Path directory;

    private TestVm start(boolean q35, String... more) throws IOException {
        List<String> all = new ArrayList<>(q35 ? TestVm.Q35 : TestVm.MICROVM_PCIE);
        Collections.addAll(all, "-kernel", TestVm.guest(directory).toString());
        Collections.addAll(
                all, "-object", "memory-backend-file,id=ram0,size=64M,mem-path=" + directory + "/ram0,share=on");
        Collections.addAll(all, "-m", "64M", "-machine", "memory-backend=ram0", "-machine", "aux-ram-share=on");
        return TestVm.startPlain(Program.underTest(), directory, all, more);
    }

    private Map<String, Object> channel(String type, Path path) {
        return Map.of("channel-type", type, "addr", Map.of("transport", "socket", "type", "unix", "path", "" + path));
    }

    @ParameterizedTest(name = "q35: {0}")
    @ValueSource(booleans = {true, false})
    void portOnBothSides_guestGoesOnWithIt(boolean q35) throws IOException, QmpError {
        Path cpr = directory.resolve("cpr.sock");
        Path main = directory.resolve("main.sock");
        String channel = "{\"channel-type\": \"cpr\", \"addr\": { \"transport\": \"socket\", \"type\": \"unix\","
                + " \"path\": \"" + cpr + "\"}}";
        try (TestVm old = start(q35);
                TestVm heir = start(q35, "-monitor", "stdio", "-incoming", "defer", "-incoming", channel)) {
            GuestCounters before = old.guest().awaitUp(1);
            Await.until("cpr socket", heir.process()::toString, () -> Files.exists(cpr));
            old.qmp().execute("device_add", "driver", "pcie-root-port");
            old.qmp().execute("device_add", "driver", "virtio-rng-pci", "id", "rng0", "bus", "pcie.1");
            old.qmp().execute("migrate-set-parameters", "mode", "cpr-transfer");
            old.qmp().execute("migrate", "channels", List.of(channel("main", main), channel("cpr", cpr)));
            HmpPipe hmp = heir.hmp();
            assertEquals("VM status: paused (inmigrate)\n", hmp.type("info status"));
            assertEquals("", hmp.type("device_add pcie-root-port"));
            assertEquals("", hmp.type("device_add virtio-rng-pci,id=rng0,bus=pcie.1"));
            assertEquals("", hmp.type("migrate_incoming unix:" + main));
            hmp.typeUntil("info status", "VM status: running");
            assertTrue(hmp.type("info pci").contains("PCI bridge: PCI device 1b36:000c"));
            heir.guest().awaitTicks(before, 20);
            assertTrue(new SerialLog(old.serial(), heir.serial()).assertGapless() > before.lines());
            heir.qmp().execute("device_del", "id", "rng0");
            heir.qmp().execute("device_del", "id", "/machine/peripheral-anon/device[0]");
            assertEquals(
                    List.of("DEVICE_DELETED", "DEVICE_DELETED", "DEVICE_DELETED"),
                    heir.qmp().eventNames().stream()
                            .filter("DEVICE_DELETED"::equals)
                            .toList(),
                    "the slot has no power, so that nobody is asked");
            assertTrue(!hmp.type("info qtree -b").contains("pcie-root-port"));
        }
    }
}
