package baton.tests.machine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.Closer;
import baton.base.Reporter;
import baton.machine.Machine;
import baton.machine.MachinePolicy;
import baton.machine.board.Board;
import baton.machine.board.Clocks;
import baton.machine.board.GuestEvents;
import baton.machine.board.MicrovmBoard;
import baton.machine.board.PcConfig;
import baton.machine.boot.Boot;
import baton.machine.boot.BootRequest;
import baton.machine.boot.E820Map;
import baton.machine.memory.MemoryBackendConfig;
import baton.machine.memory.RamBackend;
import baton.machine.memory.RamBackends;
import baton.machine.time.HostClock;
import baton.machine.vcpu.CpuConfig;
import baton.machine.vcpu.Vcpu;
import baton.mainloop.MainLoop;
import baton.nat.kvm.Kvm;
import baton.tests.guest.GuestLayout;
import baton.tests.harness.Await;
import baton.tests.harness.KvmRequired;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way of an exit through the vCPU thread makes no garbage. */
@KvmRequired
class ExitAllocationIT {
    private static final long RAM_BYTES = 64L << 20;
    private static final long WARM_EXITS = 20_000;
    private static final long COUNTED_EXITS = 100_000;
    /** What the JVM itself may charge to the thread once, such as while it is compiled anew. One object an exit is 1.6 MB. */
    private static final long MOST_BYTES = 16 * 1024;

    private final Errors errors = new Errors();

    @Test
    void manyExits_allocateNothing() throws Exception {
        MainLoop loop = MainLoop.create(errors);
        Board board = board(loop);
        try (Closer closer = new Closer()) {
            Machine machine = closer.add(new Machine(board, policy(), (name, data) -> {}, errors));
            machine.powerOn();
            Vcpu vcpu = board.cpus().get(0);
            awaitExits(vcpu, WARM_EXITS);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long thread = vcpuThread(threads);
            long from = vcpu.exits();
            long before = threads.getThreadAllocatedBytes(thread);

            awaitExits(vcpu, from + COUNTED_EXITS);
            long allocated = threads.getThreadAllocatedBytes(thread) - before;
            assertTrue(allocated <= MOST_BYTES, allocated + " bytes in " + (vcpu.exits() - from) + " exits");
        }
        assertTrue(errors.text.isEmpty(), errors.text.toString());
    }

    private static void awaitExits(Vcpu vcpu, long exits) throws IOException {
        Await.until(exits + " exits", () -> vcpu.exits() + " so far", () -> vcpu.exits() >= exits);
    }

    private static long vcpuThread(ThreadMXBean threads) {
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().equals("vcpu-0")) {
                return info.getThreadId();
            }
        }
        throw new AssertionError("no thread vcpu-0");
    }

    private Board board(MainLoop loop) throws Exception {
        RamBackend ram = RamBackends.create(MemoryBackendConfig.plain(MicrovmBoard.RAM_ID, RAM_BYTES));
        RamBackend firmware =
                RamBackends.create(MemoryBackendConfig.plain(MicrovmBoard.FIRMWARE_ID, MicrovmBoard.FIRMWARE_BYTES));
        PcConfig config = new PcConfig(
                new CpuConfig("qemu64", Map.of("cx16", false), 1, 1, 1),
                ram,
                firmware,
                Boot.plan(new BootRequest(guest(), new byte[0], "exits", new E820Map(RAM_BYTES), 1)),
                "exits",
                List.of(),
                List.of(),
                true,
                0,
                PcConfig.RtcClock.HOST,
                List.of(),
                Map.of(),
                null);
        Clocks clocks = new Clocks(HostClock.monotonic(loop), HostClock.timeOfDay(loop));
        return new MicrovmBoard(config, false, Kvm.open(), clocks, errors, errors);
    }

    private static byte[] guest() throws IOException {
        try (InputStream image = ExitAllocationIT.class.getResourceAsStream(GuestLayout.IMAGE_RESOURCE)) {
            return image.readAllBytes();
        }
    }

    private static MachinePolicy policy() {
        return new MachinePolicy(true, false, true, false, null, () -> {});
    }

    /** Collects what should not happen. Warnings are the host's business. */
    private static final class Errors implements Reporter, GuestEvents {
        private final StringBuffer text = new StringBuffer();

        @Override
        public void error(String why) {
            text.append(why).append('\n');
        }

        @Override
        public void warn(String why) {}

        @Override
        public void resetRequested() {
            error("reset");
        }

        @Override
        public void shutdownRequested() {
            error("shutdown");
        }

        @Override
        public void suspendRequested() {
            error("suspend");
        }

        @Override
        public void panic(int bits) {}

        @Override
        public void slotReleased(String port) {}

        @Override
        public void failed(int cpu, String why) {
            error(why);
        }
    }
}
