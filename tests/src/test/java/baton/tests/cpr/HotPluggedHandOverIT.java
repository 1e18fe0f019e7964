package baton.tests.cpr;

import baton.tests.harness.Await;
import baton.tests.harness.CompiledGuest;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that was plugged in while the guest ran works on after every mode, and the guest can let go of it at the end. */
@KvmRequired
class HotPluggedHandOverIT {
    private static final int DEVICES = 0x0c;
    private static final int PLUGGED = 0x10;
    private static final int LET_GO = 0x14;
    private static final int FILLED_BEHIND_SECOND_PORT = 0x28;

    @TempDir
    private Path directory;

    private Machine machine(String... more) {
        List<String> boot = new ArrayList<>(List.of("-kernel", "" + directory.resolve("pci.elf")));
        boot.addAll(List.of("-device", "pcie-root-port,id=rp1,chassis=1,slot=1"));
        boot.addAll(List.of("-device", "pcie-root-port,id=rp2,chassis=1,slot=2"));
        boot.addAll(List.of("-device", "virtio-rng-pci,bus=rp1", "-device", "virtio-rng-pci"));
        boot.addAll(List.of(more));
        return new Machine(TestVm.Q35, 1, 64, Machine.Backend.MEMFD, boot);
    }

    private static int at(GuestCounters counters, int offset) {
        return (int) counters.at(offset);
    }

    private interface Condition {
        boolean holds(GuestCounters now);
    }

    private static void await(MovingGuest guest, String what, Condition condition) throws IOException {
        Await.until(
                what,
                () -> guest.current().process().toString(),
                () -> condition.holds(guest.memory().read()));
    }

    /** Waits until the device that was plugged in has done something more. */
    private static void awaitWork(MovingGuest guest) throws IOException {
        int before = at(guest.memory().read(), FILLED_BEHIND_SECOND_PORT);
        await(guest, "the third device at work", now -> at(now, FILLED_BEHIND_SECOND_PORT) != before);
    }

    @Test
    void pluggedDevice_worksOnAfterEveryMode() throws IOException, QmpError, InterruptedException {
        CompiledGuest.make(directory, "pci");
        try (MovingGuest guest = new MovingGuest(directory, machine()).start()) {
            await(guest, "two devices", now -> at(now, DEVICES) == 2);
            guest.current().qmp().execute("device_add", "driver", "virtio-rng-pci", "id", "hot", "bus", "rp2");
            await(guest, "the third device", now -> at(now, PLUGGED) == 1);
            awaitWork(guest);
            guest.next(machine("-device", "virtio-rng-pci,bus=rp2,id=hot"));
            guest.live();
            awaitWork(guest);
            for (Mode mode : Mode.values()) {
                guest.handOver(mode, mode == Mode.TRANSFER ? Way.UNIX : Way.FILE, false);
                awaitWork(guest);
            }
            guest.current().qmp().execute("device_del", "id", "hot");
            guest.current().qmp().awaitEvent("DEVICE_DELETED");
            await(guest, "two devices again", now -> at(now, LET_GO) == 1 && at(now, DEVICES) == 2);
        }
    }
}
