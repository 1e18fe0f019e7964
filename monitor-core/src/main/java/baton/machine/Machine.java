package baton.machine;

import baton.base.Closer;
import baton.base.EventSink;
import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.machine.board.AcpiPower;
import baton.machine.board.Board;
import baton.machine.tree.DeviceNode;
import baton.migration.spi.MigratableVm;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The machine as users and migrations see it: its run state, and every way to change it. Owns the board. Events come in
 * QEMU's order (docs/wire/cpr.md, 0).
 */
@MainLoopThread
public final class Machine implements Closer.Resource {
    private final Board board;
    private final MachinePolicy policy;
    private final EventSink events;
    private final Reporter reporter;
    private final HeldDisks disks;
    private final Execution execution;
    private final MachineMigration migration;

    /** Whether start-up is over; with {@code --preconfig} a client says when. */
    private boolean made;

    /** The guest has switched itself off, and the process is ending. */
    private boolean over;

    /** Makes a machine that is not running: waiting for a stream, or before its first instruction. */
    public Machine(Board board, MachinePolicy policy, EventSink events, Reporter reporter) {
        this.board = board;
        this.policy = policy;
        this.events = events;
        this.reporter = reporter;
        this.disks = new HeldDisks(reporter, !policy.incoming());
        this.execution =
                new Execution(board, policy.incoming() ? RunState.INMIGRATE : RunState.PRELAUNCH, events, reporter);
        this.migration = new MachineMigration(this, execution, policy);
    }

    /** The hardware, for commands that show it. */
    public Board board() {
        return board;
    }

    /** Its disks. */
    public HeldDisks disks() {
        return disks;
    }

    /** The present run state. */
    public RunState state() {
        return execution.state();
    }

    /** What the engine moves. */
    public MigratableVm migratable() {
        return migration;
    }

    /** Whether start-up is over, so that every command may run. */
    public boolean made() {
        return made;
    }

    /** Start-up is over: power on, and run unless {@code -S} or {@code -incoming} says to wait. */
    public void powerOn() throws IOException, VmStateException {
        made = true;
        if (state() == RunState.INMIGRATE) {
            return;
        }
        board.reset();
        if (migration.autostart()) {
            execution.run();
        }
    }

    // ---- what users ask

    /** {@code cont}. */
    public void cont() throws MachineRefused {
        if (state() == RunState.INMIGRATE) {
            migration.autostart(true);
        } else if (state() == RunState.FINISH_MIGRATE) {
            throw new MachineRefused("Migration is not finalized yet");
        } else if (migration.elsewhere() != null) {
            throw new MachineRefused(migration.elsewhere());
        } else if (state().needsReset()) {
            throw new MachineRefused("Resetting the Virtual Machine is required");
        } else if (state() != RunState.RUNNING && state() != RunState.SUSPENDED) {
            disks.require();
            execution.run();
        }
    }

    /** {@code stop}. */
    public void stop() {
        if (state() == RunState.INMIGRATE) {
            migration.autostart(false);
        } else if (execution.live()) {
            execution.halt(RunState.PAUSED);
        }
    }

    /** {@code system_reset}, from QMP or HMP. */
    public void reset() {
        reset(false, "host-qmp-system-reset");
    }

    /** {@code system_powerdown}: told to clients; a board without ACPI has nothing to tell its guest with. */
    public void powerdown() {
        events.event("POWERDOWN", Map.of());
        AcpiPower power = board.power();
        if (power != null) {
            power.pressButton();
        }
    }

    /** Whether {@code system_wakeup} can bring a guest back that sleeps. */
    public boolean canWakeUp() {
        return board.power() != null;
    }

    /** {@code system_wakeup}: the processors begin anew, memory is as it was. */
    public void wakeup() throws MachineRefused {
        if (!canWakeUp()) {
            throw new MachineRefused("wake-up from suspend is not supported by this guest");
        }
        if (state() != RunState.SUSPENDED) {
            throw new MachineRefused("Unable to wake up: guest is not in suspended state");
        }
        try {
            board.power().wake();
        } catch (IOException | VmStateException e) {
            reporter.error("cannot wake the guest: " + e.getMessage());
            execution.suspended(false);
            execution.become(RunState.RUNNING);
            execution.halt(RunState.INTERNAL_ERROR);
            return;
        }
        execution.suspended(false);
        events.event("WAKEUP", Map.of());
        execution.goOn();
    }

    /** The process is about to end because of the host: reason as in QMP's ShutdownCause. */
    public void shutdownByHost(String reason) {
        events.event("SHUTDOWN", EventData.cause(false, reason));
    }

    // ---- what the guest asks, posted here from vCPU threads

    /** Triple fault or reset register. */
    public void guestReset() {
        if (!mayAsk()) {
            return;
        }
        if (policy.noReboot()) {
            shutdown("guest-reset", policy.exit());
        } else {
            reset(true, "guest-reset");
        }
    }

    /** The guest switched itself off. */
    public void guestShutdown() {
        if (mayAsk()) {
            shutdown("guest-shutdown", policy.exit());
        }
    }

    /** The guest put itself to sleep: it stands still, with its memory, until it is woken or reset. */
    public void guestSuspend() {
        if (state() == RunState.RUNNING) {
            execution.stopBoard();
            execution.become(RunState.SUSPENDED);
            events.event("SUSPEND", Map.of());
        } else if (state() == RunState.PAUSED) {
            execution.suspended(true); // its wish and the user's stop crossed
            events.event("SUSPEND", Map.of());
        }
    }

    /** The guest has let go the device in a slot. */
    public void guestReleased(String port) {
        deleted(board.plugs().released(port));
    }

    /** Tells clients which devices are gone. */
    public void deleted(List<DeviceNode> gone) {
        EventData.deleted(gone, events);
    }

    /** The guest reports what has become of it, as {@code pvpanic} has it. */
    public void guestPanic(int bits) {
        new PanicResponse(this, policy, events).to(bits);
    }

    /** KVM could not go on. */
    public void guestFailed(String why) {
        reporter.error(why);
        if (execution.live()) {
            execution.halt(RunState.INTERNAL_ERROR);
        }
    }

    /** Whether the guest runs, or its wish and the user's stop have crossed. */
    private boolean mayAsk() {
        return execution.live() || state() == RunState.PAUSED;
    }

    /** A disk failed in a way that is to stop the guest (werror=stop). */
    public void diskFailed() {
        if (execution.live()) {
            execution.halt(RunState.IO_ERROR);
        }
    }

    void halt(RunState why) {
        execution.halt(why);
    }

    void shutdown(String reason, Runnable end) {
        events.event("SHUTDOWN", EventData.cause(true, reason));
        if (policy.noShutdown()) {
            execution.halt(RunState.SHUTDOWN);
        } else {
            execution.stopBoard();
            over = true;
            end.run();
        }
    }

    private void reset(boolean byGuest, String reason) {
        if (state() == RunState.INMIGRATE) {
            // Before the stream the machine is as after a reset anyway.
            events.event("RESET", EventData.cause(byGuest, reason));
            return;
        }
        if (state() == RunState.FINISH_MIGRATE) {
            migration.resetOnThaw();
            return;
        }
        if (migration.elsewhere() != null) {
            reporter.error(migration.elsewhere());
            return;
        }
        boolean ran = state() == RunState.RUNNING;
        boolean revived = state().needsReset() || state() == RunState.GUEST_PANICKED || state() == RunState.POSTMIGRATE;
        if (!beginAnew(byGuest, reason)) {
            return;
        }
        if (ran) {
            execution.goOn();
        } else if (state() == RunState.SUSPENDED) {
            execution.run();
        } else if (revived) {
            execution.become(RunState.PRELAUNCH);
        }
    }

    /** Everything as at power-on, nothing running yet; false when the hardware refuses. */
    private boolean beginAnew(boolean byGuest, String reason) {
        execution.stopBoard();
        try {
            board.reset();
        } catch (IOException | VmStateException e) {
            reporter.error("cannot reset the machine: " + e.getMessage());
            execution.halt(RunState.INTERNAL_ERROR);
            return false;
        }
        execution.suspended(false);
        events.event("RESET", EventData.cause(byGuest, reason));
        return true;
    }

    /** It is not started again: it is being moved. */
    void resetOrEnd() {
        if (policy.noReboot()) {
            shutdown("guest-reset", policy.exit());
        } else {
            beginAnew(true, "guest-reset");
        }
    }

    /** Whether the guest has switched itself off, and the process is ending. */
    boolean over() {
        return over;
    }

    /** The process ends: the guest stands still from here, whatever the state says. */
    public void park() {
        execution.stopBoard();
    }

    @Override
    public void close() throws IOException {
        migration.throttle(0);
        execution.stopBoard();
        board.close();
    }
}
