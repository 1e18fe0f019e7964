package baton.cli.daemon;

import baton.base.EventSink;
import baton.base.Reporter;
import baton.cli.options.OptionException;
import baton.cli.options.VmOptions;
import baton.cpr.transfer.HandshakeRehearsal;
import baton.machine.Machine;
import baton.machine.MachinePolicy;
import baton.machine.board.Clocks;
import baton.machine.board.GuestEvents;
import baton.machine.board.MicrovmBoard;
import baton.machine.board.PcConfig;
import baton.machine.memory.MemoryBackendConfig;
import baton.machine.memory.MemoryException;
import baton.machine.memory.RamBackend;
import baton.machine.memory.RamBackends;
import baton.machine.time.GuestClock;
import baton.machine.time.GuestTimer;
import baton.machine.vcpu.CpuConfig;
import baton.machine.vcpu.CpuRefused;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.Understudy;
import baton.nat.kvm.Kvm;
import baton.nat.libc.Clock;
import baton.nat.libc.Memory;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The machine that hand-overs are rehearsed on: a microvm with one processor of the real machine's model, which sleeps,
 * and no ports. It has no timers, so that it can be used on any thread.
 */
final class UnderstudyMicrovm implements Understudy {
    private static final long RAM_BYTES = 1 << 20;
    /** Four pages hold something, the next four are zero, and so on: both are found when RAM is sent. */
    private static final long FILL_EVERY = 32 * 1024;

    private static final long FILL_BYTES = 16 * 1024;
    /** Where a processor starts after reset, in the firmware's last 64 KiB. */
    private static final int RESET_VECTOR = 0xfff0;
    /** {@code hlt; jmp} back to it. */
    private static final byte[] SLEEP = {(byte) 0xf4, (byte) 0xeb, (byte) 0xfd};

    private final VmOptions options;
    private Machine machine;

    UnderstudyMicrovm(VmOptions options) {
        this.options = options;
    }

    @Override
    public MigratableVm vm() throws IOException {
        if (machine == null) {
            machine = make();
        }
        return machine.migratable();
    }

    @Override
    public void agree() throws IOException {
        HandshakeRehearsal.once();
    }

    private Machine make() throws IOException {
        try {
            MachinePolicy policy = new MachinePolicy(true, true, true, true, null, Nobody.HERE);
            return new Machine(board(), policy, EventSink.NONE, Nobody.HERE);
        } catch (OptionException | CpuRefused | MemoryException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private MicrovmBoard board() throws IOException, OptionException, CpuRefused, MemoryException {
        RamBackend ram = RamBackends.create(MemoryBackendConfig.plain(MicrovmBoard.RAM_ID, RAM_BYTES));
        RamBackend firmware =
                RamBackends.create(MemoryBackendConfig.plain(MicrovmBoard.FIRMWARE_ID, MicrovmBoard.FIRMWARE_BYTES));
        for (long at = 0; at < RAM_BYTES; at += FILL_EVERY) {
            Memory.fill(ram.address() + at, FILL_BYTES, (byte) 1);
        }
        Memory.copy(SLEEP, 0, firmware.address() + RESET_VECTOR, SLEEP.length);
        CpuConfig asked = MachineAssembly.cpu(options);
        CpuConfig one = new CpuConfig(asked.model(), asked.features(), 1, 1, 1);
        PcConfig config = new PcConfig(
                one,
                ram,
                firmware,
                null,
                "",
                List.of(),
                List.of(),
                true,
                0,
                PcConfig.RtcClock.VM,
                List.of(),
                Map.of(),
                null);
        return new MicrovmBoard(
                config, false, Kvm.open(), new Clocks(Nobody.HERE, Nobody.HERE), Nobody.HERE, Nobody.HERE);
    }

    @Override
    public void close() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    /** Whoever is told what happens on the understudy: it is of no interest. */
    private static final class Nobody implements GuestEvents, Reporter, Runnable, GuestClock, GuestTimer {
        private static final Nobody HERE = new Nobody();

        @Override
        public void resetRequested() {}

        @Override
        public void shutdownRequested() {}

        @Override
        public void suspendRequested() {}

        @Override
        public void panic(int bits) {}

        @Override
        public void slotReleased(String port) {}

        @Override
        public void failed(int cpu, String why) {}

        @Override
        public void error(String text) {}

        @Override
        public void warn(String text) {}

        @Override
        public void run() {}

        @Override
        public long now() {
            return Clock.monotonicNanos();
        }

        @Override
        public GuestTimer timer(Runnable expired) {
            return this;
        }

        @Override
        public void at(long nanos) {}

        @Override
        public void cancel() {}
    }
}
