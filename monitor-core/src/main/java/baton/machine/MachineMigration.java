package baton.machine;

import baton.base.MainLoopThread;
import baton.machine.board.Board;
import baton.machine.vcpu.VcpuThrottle;
import baton.migration.spi.DirtyLog;
import baton.migration.spi.DiskLocks;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The machine as a migration sees it: what is moved, and what the guest may do meanwhile. */
@MainLoopThread
final class MachineMigration implements MigratableVm {
    private final Machine machine;
    private final Board board;
    private final Execution execution;
    private final HeldDisks disks;
    private final byte[] uuid;
    private final GlobalState globalState = new GlobalState();
    private final VcpuThrottle throttle;

    /** Whether a loaded guest that ran goes on by itself. */
    private boolean autostart;

    /** Why the guest must not run here any more; null while it may. */
    private String elsewhere;

    private RunState frozenFrom = RunState.PAUSED;

    /** A user has asked for a reset since. */
    private boolean resetOnThaw;

    MachineMigration(Machine machine, Execution execution, MachinePolicy policy) {
        this.machine = machine;
        this.board = machine.board();
        this.execution = execution;
        this.disks = machine.disks();
        this.uuid = policy.uuid();
        this.autostart = policy.autostart();
        this.throttle = new VcpuThrottle(board.cpus());
    }

    boolean autostart() {
        return autostart;
    }

    void autostart(boolean on) {
        autostart = on;
    }

    String elsewhere() {
        return elsewhere;
    }

    /** RAM belongs to the stream now; should the guest go on here after all, it begins anew. */
    void resetOnThaw() {
        resetOnThaw = true;
    }

    @Override
    public String machineName() {
        return board.machineName();
    }

    @Override
    public DiskLocks disks() {
        return disks;
    }

    @Override
    public byte[] uuid() {
        return uuid;
    }

    @Override
    public List<RamBlock> ramBlocks() {
        return board.ramBlocks();
    }

    @Override
    public List<VmState> sections() {
        List<VmState> sections = new ArrayList<>(board.sections());
        sections.add(globalState);
        return sections;
    }

    @Override
    public String runState() {
        return execution.state().wireName();
    }

    @Override
    public List<String> nonMigratable() {
        return List.of();
    }

    @Override
    public DirtyLog logWrites() throws IOException {
        return board.memory().logWrites();
    }

    @Override
    public void throttle(int percent) {
        throttle.set(percent);
    }

    @Override
    public void freeze() {
        grantWish();
        frozenFrom = execution.state();
        globalState.remember(frozenFrom, execution.suspended());
        execution.halt(RunState.FINISH_MIGRATE);
        disks.release();
    }

    /** What the guest asked for a moment ago, of which word is still under way, comes before it is moved: no stream carries it. */
    private void grantWish() {
        if (execution.state() != RunState.RUNNING) {
            return;
        }
        execution.stopBoard();
        switch (board.wish()) {
            case SLEEP -> machine.guestSuspend();
            case OFF -> machine.guestShutdown();
            case RESET -> machine.resetOrEnd();
            case NOTHING -> {}
        }
    }

    @Override
    public boolean over() {
        return machine.over();
    }

    @Override
    public void thaw() {
        if (machine.over()) {
            return;
        }
        boolean ran = frozenFrom == RunState.RUNNING || frozenFrom == RunState.SUSPENDED;
        if (ran) {
            execution.suspended(frozenFrom == RunState.SUSPENDED);
        }
        if (disks.take() && ran) {
            execution.run();
        } else {
            execution.become(ran ? RunState.PAUSED : frozenFrom);
        }
        if (resetOnThaw) {
            resetOnThaw = false;
            machine.reset();
        }
    }

    @Override
    public void handedOver() {
        resetOnThaw = false;
        execution.become(RunState.POSTMIGRATE);
    }

    @Override
    public void takenOver(String why) {
        elsewhere = why;
    }

    @Override
    public void commit() throws VmStateException {
        for (VmState section : sections()) {
            section.commit();
        }
    }

    @Override
    public Fd hardware() {
        return board.hardware();
    }

    @Override
    public void activate() {
        RunState saved = globalState.received() ? globalState.state() : RunState.RUNNING;
        execution.suspended(saved == RunState.SUSPENDED || globalState.wasSuspended());
        boolean ran = saved == RunState.RUNNING || saved == RunState.SUSPENDED;
        if (disks.take() && ran && autostart) {
            execution.run();
        } else if (ran || saved == RunState.FINISH_MIGRATE || saved == RunState.INMIGRATE) {
            execution.become(RunState.PAUSED);
        } else {
            execution.become(saved);
        }
    }
}
