package baton.machine;

import baton.base.Closer;
import baton.base.EventSink;
import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.machine.board.AcpiPower;
import baton.machine.board.Board;
import baton.machine.tree.DeviceNode;
import baton.machine.vcpu.VcpuThrottle;
import baton.migration.spi.DirtyLog;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The machine as users and migrations see it: its run state, and every way to change it. Owns the board. Events come in
 * QEMU's order (docs/wire/cpr.md, 0).
 */
@MainLoopThread
public final class Machine implements MigratableVm, Closer.Resource {
    private final Board board;
    private final MachinePolicy policy;
    private final EventSink events;
    private final Reporter reporter;
    private final GlobalState globalState = new GlobalState();
    private final VcpuThrottle throttle;
    private final HeldDisks disks;

    private RunState state;
    /** The guest sleeps although the state is another, such as paused. */
    private boolean suspended;
    /** Whether a loaded guest that ran goes on by itself. */
    private boolean autostart;

    /** Why the guest must not run here any more; null while it may. */
    private String elsewhere;

    /** Whether start-up is over; with {@code --preconfig} a client says when. */
    private boolean made;

    private RunState frozenFrom = RunState.PAUSED;

    /** A user has asked for a reset since. */
    private boolean resetOnThaw;

    /** The guest has switched itself off, and the process is ending. */
    private boolean over;

    /** Makes a machine that is not running: waiting for a stream, or before its first instruction. */
    public Machine(Board board, MachinePolicy policy, EventSink events, Reporter reporter) {
        this.board = board;
        this.policy = policy;
        this.events = events;
        this.reporter = reporter;
        this.disks = new HeldDisks(reporter, !policy.incoming());
        this.autostart = policy.autostart();
        this.state = policy.incoming() ? RunState.INMIGRATE : RunState.PRELAUNCH;
        this.throttle = new VcpuThrottle(board.cpus());
    }

    /** The hardware, for commands that show it. */
    public Board board() {
        return board;
    }

    @Override
    public HeldDisks disks() {
        return disks;
    }

    /** The present run state. */
    public RunState state() {
        return state;
    }

    /** Whether start-up is over, so that every command may run. */
    public boolean made() {
        return made;
    }

    /** Start-up is over: power on, and run unless {@code -S} or {@code -incoming} says to wait. */
    public void powerOn() throws IOException, VmStateException {
        made = true;
        if (state == RunState.INMIGRATE) {
            return;
        }
        board.reset();
        if (autostart) {
            run();
        }
    }

    // ---- what users ask

    /** {@code cont}. */
    public void cont() throws MachineRefused {
        if (state == RunState.INMIGRATE) {
            autostart = true;
        } else if (state == RunState.FINISH_MIGRATE) {
            throw new MachineRefused("Migration is not finalized yet");
        } else if (elsewhere != null) {
            throw new MachineRefused(elsewhere);
        } else if (state.needsReset()) {
            throw new MachineRefused("Resetting the Virtual Machine is required");
        } else if (state != RunState.RUNNING && state != RunState.SUSPENDED) {
            disks.require();
            run();
        }
    }

    /** {@code stop}. */
    public void stop() {
        if (state == RunState.INMIGRATE) {
            autostart = false;
        } else if (live()) {
            halt(RunState.PAUSED);
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
        if (state != RunState.SUSPENDED) {
            throw new MachineRefused("Unable to wake up: guest is not in suspended state");
        }
        try {
            board.power().wake();
        } catch (IOException | VmStateException e) {
            reporter.error("cannot wake the guest: " + e.getMessage());
            suspended = false;
            become(RunState.RUNNING);
            halt(RunState.INTERNAL_ERROR);
            return;
        }
        suspended = false;
        events.event("WAKEUP", Map.of());
        goOn();
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
        if (state == RunState.RUNNING) {
            stopBoard();
            become(RunState.SUSPENDED);
            events.event("SUSPEND", Map.of());
        } else if (state == RunState.PAUSED) {
            suspended = true; // its wish and the user's stop crossed
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
        if (live()) {
            halt(RunState.INTERNAL_ERROR);
        }
    }

    /** Whether the guest runs, or its wish and the user's stop have crossed. */
    private boolean mayAsk() {
        return live() || state == RunState.PAUSED;
    }

    /** A disk failed in a way that is to stop the guest (werror=stop). */
    public void diskFailed() {
        if (live()) {
            halt(RunState.IO_ERROR);
        }
    }

    void shutdown(String reason, Runnable end) {
        events.event("SHUTDOWN", EventData.cause(true, reason));
        if (policy.noShutdown()) {
            halt(RunState.SHUTDOWN);
        } else {
            stopBoard();
            over = true;
            end.run();
        }
    }

    private void reset(boolean byGuest, String reason) {
        if (state == RunState.INMIGRATE) {
            // Before the stream the machine is as after a reset anyway.
            events.event("RESET", EventData.cause(byGuest, reason));
            return;
        }
        if (state == RunState.FINISH_MIGRATE) {
            // RAM belongs to the stream now.
            resetOnThaw = true;
            return;
        }
        if (elsewhere != null) {
            reporter.error(elsewhere);
            return;
        }
        boolean ran = state == RunState.RUNNING;
        boolean revived = state.needsReset() || state == RunState.GUEST_PANICKED || state == RunState.POSTMIGRATE;
        if (!beginAnew(byGuest, reason)) {
            return;
        }
        if (ran) {
            goOn();
        } else if (state == RunState.SUSPENDED) {
            run();
        } else if (revived) {
            become(RunState.PRELAUNCH);
        }
    }

    /** Everything as at power-on, nothing running yet; false when the hardware refuses. */
    private boolean beginAnew(boolean byGuest, String reason) {
        stopBoard();
        try {
            board.reset();
        } catch (IOException | VmStateException e) {
            reporter.error("cannot reset the machine: " + e.getMessage());
            halt(RunState.INTERNAL_ERROR);
            return false;
        }
        suspended = false;
        events.event("RESET", EventData.cause(byGuest, reason));
        return true;
    }

    // ---- moves

    private boolean live() {
        return state == RunState.RUNNING || state == RunState.SUSPENDED;
    }

    private void become(RunState next) {
        if (next == state) {
            return;
        }
        if (!state.mayBecome(next)) {
            throw new IllegalStateException(
                    "invalid runstate transition: '" + state.wireName() + "' -> '" + next.wireName() + "'");
        }
        state = next;
    }

    /** Goes to running, or back to sleep if that is what the guest did; tells clients first, as QEMU does. */
    private void run() {
        events.event("RESUME", Map.of());
        if (suspended) {
            become(RunState.SUSPENDED);
        } else {
            goOn();
        }
    }

    /** Running, if the hardware can. */
    private void goOn() {
        become(RunState.RUNNING);
        try {
            board.start();
        } catch (IOException e) {
            reporter.error("cannot start the guest: " + e.getMessage());
            halt(RunState.INTERNAL_ERROR);
        }
    }

    void halt(RunState why) {
        stopBoard();
        if (live()) {
            suspended = state == RunState.SUSPENDED;
            become(why);
            events.event("STOP", Map.of());
        } else {
            become(why);
        }
    }

    private void stopBoard() {
        try {
            board.stop();
        } catch (IOException e) {
            reporter.error("cannot stop the guest: " + e.getMessage());
        }
    }

    // ---- what a migration asks

    @Override
    public String machineName() {
        return board.machineName();
    }

    @Override
    public byte[] uuid() {
        return policy.uuid();
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
        return state.wireName();
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
        frozenFrom = state;
        globalState.remember(state, suspended);
        halt(RunState.FINISH_MIGRATE);
        disks.release();
    }

    /** What the guest asked for a moment ago, of which word is still under way, comes before it is moved: no stream carries it. */
    private void grantWish() {
        if (state != RunState.RUNNING) {
            return;
        }
        stopBoard();
        switch (board.wish()) {
            case SLEEP -> guestSuspend();
            case OFF -> guestShutdown();
            case RESET -> resetOrEnd();
            case NOTHING -> {}
        }
    }

    /** It is not started again: it is being moved. */
    private void resetOrEnd() {
        if (policy.noReboot()) {
            shutdown("guest-reset", policy.exit());
        } else {
            beginAnew(true, "guest-reset");
        }
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public void thaw() {
        if (over) {
            return;
        }
        boolean ran = frozenFrom == RunState.RUNNING || frozenFrom == RunState.SUSPENDED;
        suspended = ran ? frozenFrom == RunState.SUSPENDED : suspended;
        if (disks.take() && ran) {
            run();
        } else {
            become(ran ? RunState.PAUSED : frozenFrom);
        }
        if (resetOnThaw) {
            resetOnThaw = false;
            reset();
        }
    }

    @Override
    public void handedOver() {
        resetOnThaw = false;
        become(RunState.POSTMIGRATE);
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
        suspended = saved == RunState.SUSPENDED || globalState.wasSuspended();
        boolean ran = saved == RunState.RUNNING || saved == RunState.SUSPENDED;
        if (disks.take() && ran && autostart) {
            run();
        } else if (ran || saved == RunState.FINISH_MIGRATE || saved == RunState.INMIGRATE) {
            become(RunState.PAUSED);
        } else {
            become(saved);
        }
    }

    /** The process ends: the guest stands still from here, whatever the state says. */
    public void park() {
        stopBoard();
    }

    @Override
    public void close() throws IOException {
        throttle.set(0);
        stopBoard();
        board.close();
    }
}
