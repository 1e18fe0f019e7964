package baton.tests.cpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.CompiledGuest;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Example 2 of QEMU's CPR guide, but for its VFIO device: a guest is put to sleep through its agent, moves asleep, is woken, and
 * its agent answers. Every mode, in two processes and a program in the place of the second. The guest is
 * {@code tests/guest/agent}.
 */
@KvmRequired
class AgentSuspendIT {
    private static final int COUNTERS = 0x200000;

    @TempDir
    private Path directory;

    /** The guest's counters: turns of its loop, requests, sleeps and wake-ups. */
    private record Counters(int rounds, int requests, int sleeps, int wakes) {
        static Counters of(QmpClient qmp) throws IOException, QmpError {
            String[] words = qmp.hmp("xp /4xw " + (COUNTERS + 8)).trim().split("[ :\n]+");
            return new Counters(number(words[1]), number(words[2]), number(words[3]), number(words[4]));
        }

        private static int number(String word) {
            return Integer.parseUnsignedInt(word.substring(2), 16);
        }
    }

    private Machine machine() throws IOException, InterruptedException {
        List<String> boot = new ArrayList<>(
                List.of("-kernel", CompiledGuest.make(directory, "agent").toString()));
        boot.addAll(
                List.of("-chardev", "socket,id=qga0,path=" + directory.resolve("qga.sock") + ",server=on,wait=off"));
        boot.addAll(List.of("-device", "virtio-serial-pci"));
        boot.addAll(List.of("-device", "virtserialport,chardev=qga0,name=org.qemu.guest_agent.0"));
        return new Machine(TestVm.Q35, 1, 64, Machine.Backend.FILE, boot);
    }

    @Test
    void guestPutToSleepByItsAgent_movesAsleepAndAnswersWhenWoken() throws IOException, QmpError, InterruptedException {
        AgentClient agent = new AgentClient(directory.resolve("qga.sock"));
        try (MovingGuest guest = new MovingGuest(directory, machine()).start()) {
            int nap = 0;
            for (Mode mode : Mode.values()) {
                agent.ping(1000 + nap);
                agent.send("guest-suspend-ram");
                guest.current().qmp().awaitEvent("SUSPEND");
                Counters asleep = move(guest, mode, ++nap);
                wake(guest.current().qmp());
                agent.ping(2000 + nap);
                assertWentOn(guest, asleep);
            }
        }
    }

    private static Counters move(MovingGuest guest, Mode mode, int nap) throws IOException, QmpError {
        QmpClient old = guest.current().qmp();
        assertEquals("VM status: paused (suspended)\n", old.hmp("info status"));
        Counters asleep = Counters.of(old);
        assertEquals(nap, asleep.sleeps);
        assertEquals("", old.hmp("migrate_set_parameter mode " + mode.parameter()));
        guest.handOver(mode, mode == Mode.TRANSFER ? Way.UNIX : Way.FILE, mode == Mode.REBOOT);
        assertEquals("VM status: paused (suspended)\n", guest.current().qmp().hmp("info status"));
        assertEquals(asleep, Counters.of(guest.current().qmp()), "it sleeps");
        return asleep;
    }

    private static void wake(QmpClient qmp) throws IOException, QmpError {
        assertEquals("", qmp.hmp("system_wakeup"));
        qmp.awaitEvent("WAKEUP");
        assertEquals("VM status: running\n", qmp.hmp("info status"));
    }

    private static void assertWentOn(MovingGuest guest, Counters asleep) throws IOException, QmpError {
        Counters awake = Counters.of(guest.current().qmp());
        assertEquals(asleep.sleeps, awake.sleeps);
        assertEquals(asleep.wakes + 1, awake.wakes);
        assertEquals(asleep.requests + 2, awake.requests, "a sync and a ping");
        assertTrue(awake.rounds > asleep.rounds, awake + " after " + asleep);
    }
}
