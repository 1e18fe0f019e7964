package baton.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.EventSink;
import baton.base.Reporter;
import baton.device.testing.Sections;
import baton.machine.board.GuestWish;
import baton.migration.vmstate.VmState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTest {
    private final FakeBoard board = new FakeBoard();
    private final List<String> events = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private int exits;

    private final EventSink sink = new EventSink() {
        @Override
        public void event(String name, Map<String, ?> data) {
            events.add(data.isEmpty() ? name : name + " " + data.get("guest") + " " + data.get("reason"));
        }
    };
    private final Reporter reporter = new Reporter() {
        @Override
        public void error(String text) {
            errors.add(text);
        }

        @Override
        public void warn(String text) {}
    };

    private Machine machine(boolean autostart, boolean incoming, boolean noReboot, boolean noShutdown) {
        Runnable exit = () -> exits++;
        return new Machine(
                board, new MachinePolicy(autostart, incoming, noReboot, noShutdown, null, exit), sink, reporter);
    }

    private Machine running() throws Exception {
        Machine machine = machine(true, false, false, false);
        machine.powerOn();
        board.told.clear();
        events.clear();
        return machine;
    }

    /** A machine that has received a guest in that state. */
    private Machine received(RunState saved, boolean autostart) throws Exception {
        GlobalState sent = new GlobalState();
        sent.remember(saved, false);
        Machine machine = machine(autostart, true, false, false);
        machine.powerOn();
        VmState globalstate = machine.sections().get(0);
        Sections.load(globalstate, Sections.save(sent));
        machine.commit();
        machine.activate();
        return machine;
    }

    @Test
    void powerOn_resetsAndRuns() throws Exception {
        Machine machine = machine(true, false, false, false);

        machine.powerOn();

        assertEquals(List.of("reset", "start"), board.told);
        assertEquals(RunState.RUNNING, machine.state());
    }

    @Test
    void powerOnWithS_waitsInPrelaunch() throws Exception {
        Machine machine = machine(false, false, false, false);
        machine.powerOn();
        assertEquals("prelaunch", machine.runState());

        machine.cont();

        assertEquals("running", machine.runState());
    }

    @Test
    void incoming_touchesNothingBeforeTheStream() throws Exception {
        Machine machine = machine(true, true, false, false);

        machine.powerOn();

        assertEquals(List.of(), board.told);
        assertEquals("inmigrate", machine.runState());
    }

    @Test
    void stopAndCont_tellClientsOnce() throws Exception {
        Machine machine = running();

        machine.stop();
        machine.stop();
        machine.cont();
        machine.cont();

        assertEquals(List.of("STOP", "RESUME"), events);
        assertEquals(List.of("stop", "start"), board.told);
    }

    @Test
    void freezeAndThaw_putARunningGuestBack() throws Exception {
        Machine machine = running();

        machine.freeze();
        assertEquals("finish-migrate", machine.runState());
        assertEquals(
                "Migration is not finalized yet",
                assertThrows(MachineRefused.class, machine::cont).getMessage());
        machine.thaw();

        assertEquals("running", machine.runState());
        assertEquals(List.of("STOP", "RESUME"), events);
    }

    @Test
    void freezeAndThaw_leaveAPausedGuestPaused() throws Exception {
        Machine machine = running();
        machine.stop();
        events.clear();

        machine.freeze();
        machine.thaw();

        assertEquals("paused", machine.runState());
        assertEquals(List.of(), events);
    }

    @Test
    void handedOver_mayStillRunHereIfTheUserSaysSo() throws Exception {
        Machine machine = running();
        machine.freeze();

        machine.handedOver();
        assertEquals("postmigrate", machine.runState());
        machine.cont();

        assertEquals("running", machine.runState());
    }

    @Test
    void receivedRunningGuest_runsByItself() throws Exception {
        Machine machine = received(RunState.RUNNING, true);

        assertEquals("running", machine.runState());
        assertEquals(List.of("RESUME"), events);
        assertEquals(List.of("start"), board.told);
    }

    @Test
    void receivedRunningGuestWithS_isPaused() throws Exception {
        Machine machine = received(RunState.RUNNING, false);

        assertEquals("paused", machine.runState());
        assertFalse(board.told.contains("start"));
    }

    @Test
    void receivedPausedGuest_staysPaused() throws Exception {
        assertEquals("paused", received(RunState.PAUSED, true).runState());
        assertEquals(List.of(), events);
    }

    @Test
    void receivedSuspendedGuest_sleepsOnAndWakes() throws Exception {
        board.addPower();
        Machine machine = received(RunState.SUSPENDED, true);
        assertEquals("suspended", machine.runState());
        assertEquals(List.of(), board.told);

        machine.wakeup();

        assertEquals("running", machine.runState());
        assertEquals(List.of("RESUME", "WAKEUP"), events);
        assertEquals(List.of("wake", "start"), board.told);
    }

    @Test
    void guestThatSuspends_standsStillUntilItIsWoken() throws Exception {
        board.addPower();
        Machine machine = running();

        machine.guestSuspend();

        assertEquals("suspended", machine.runState());
        assertEquals(List.of("SUSPEND"), events);
        machine.wakeup();
        assertEquals("running", machine.runState());
        assertEquals(List.of("SUSPEND", "WAKEUP"), events);
        assertEquals(List.of("stop", "wake", "start"), board.told);
    }

    @Test
    void guestThatSuspendsAsItIsStopped_sleepsOnceContinued() throws Exception {
        Machine machine = running();
        machine.stop();

        machine.guestSuspend();
        machine.cont();

        assertEquals("suspended", machine.runState());
        assertEquals(List.of("STOP", "SUSPEND", "RESUME"), events);
    }

    @Test
    void guestThatSuspendsAsItIsFrozen_isMovedAsleep() throws Exception {
        board.addPower();
        Machine machine = running();
        board.wish = GuestWish.SLEEP;

        machine.freeze();
        machine.guestSuspend(); // word of it comes now
        machine.thaw();

        assertEquals("suspended", machine.runState());
        assertEquals(List.of("SUSPEND", "STOP", "RESUME"), events);
    }

    @Test
    void guestThatResetsAsItIsFrozen_isMovedAsAfterReset() throws Exception {
        Machine machine = running();
        board.wish = GuestWish.RESET;

        machine.freeze();
        machine.guestReset(); // word of it comes now

        assertEquals(List.of("RESET true guest-reset", "STOP"), events);
        assertEquals(List.of("stop", "stop", "reset", "stop"), board.told);
        board.wish = GuestWish.NOTHING;
        machine.thaw();
        assertEquals("running", machine.runState());
    }

    @Test
    void guestThatSwitchesItselfOffAsItIsFrozen_isNotMoved() throws Exception {
        Machine machine = running();
        board.wish = GuestWish.OFF;

        machine.freeze();
        machine.guestShutdown(); // word of it comes now

        assertEquals(1, exits);
        assertTrue(machine.over());
        assertEquals("SHUTDOWN true guest-shutdown", events.get(0));
    }

    @Test
    void guestThatSwitchesItselfOffAsItIsFrozenUnderNoShutdown_isMovedSwitchedOff() throws Exception {
        Machine machine = machine(true, false, false, true);
        machine.powerOn();
        board.wish = GuestWish.OFF;

        machine.freeze();

        assertFalse(machine.over());
        machine.thaw();
        assertEquals("shutdown", machine.runState());
    }

    @Test
    void guestShutdownThatCrossesAStop_happens() throws Exception {
        Machine machine = running();
        machine.stop();

        machine.guestShutdown();

        assertEquals(1, exits);
    }

    @Test
    void suspendedGuestThatIsReset_runs() throws Exception {
        board.addPower();
        Machine machine = running();
        machine.guestSuspend();
        events.clear();

        machine.reset();

        assertEquals("running", machine.runState());
        assertEquals(List.of("RESET false host-qmp-system-reset", "RESUME"), events);
    }

    @Test
    void hardwareThatCannotWake_isNotCalledRunning() throws Exception {
        board.addPower();
        Machine machine = running();
        machine.guestSuspend();
        board.broken = true;

        machine.wakeup();

        assertEquals("internal-error", machine.runState());
        assertEquals(List.of("cannot wake the guest: broken"), errors);
    }

    @Test
    void powerdown_pressesTheButtonOfABoardThatHasOne() throws Exception {
        Machine machine = running();
        machine.powerdown();
        assertEquals(List.of(), board.told);
        board.addPower();

        machine.powerdown();

        assertEquals(List.of("button"), board.told);
        assertEquals(List.of("POWERDOWN", "POWERDOWN"), events);
    }

    @Test
    void suspendedGuestStoppedAndContinued_sleepsOn() throws Exception {
        Machine machine = received(RunState.SUSPENDED, true);

        machine.stop();
        assertEquals("paused", machine.runState());
        machine.cont();

        assertEquals("suspended", machine.runState());
        assertEquals(List.of(), board.told.stream().filter("start"::equals).toList());
    }

    @Test
    void wakeupOfAGuestThatIsAwake_isRefused() throws Exception {
        board.addPower();
        Machine machine = running();

        assertEquals(
                "Unable to wake up: guest is not in suspended state",
                assertThrows(MachineRefused.class, machine::wakeup).getMessage());
    }

    @Test
    void wakeupWithoutPowerManagement_isRefused() throws Exception {
        Machine machine = received(RunState.SUSPENDED, true);

        assertEquals(
                "wake-up from suspend is not supported by this guest",
                assertThrows(MachineRefused.class, machine::wakeup).getMessage());
    }

    @Test
    void contAndStopBeforeTheStream_decideWhatHappensAfterIt() throws Exception {
        Machine machine = machine(true, true, false, false);
        machine.stop();
        machine.activate();

        assertEquals("paused", machine.runState());
    }

    @Test
    void resetByUser_keepsTheGuestRunning() throws Exception {
        Machine machine = running();

        machine.reset();

        assertEquals(List.of("stop", "reset", "start"), board.told);
        assertEquals(List.of("RESET false host-qmp-system-reset"), events);
        assertEquals("running", machine.runState());
    }

    @Test
    void resetWhileAStreamIsAwaited_touchesNoMemory() throws Exception {
        Machine machine = machine(true, true, false, false);

        machine.reset();

        assertFalse(board.told.contains("reset"));
        assertEquals("inmigrate", machine.runState());
    }

    @Test
    void resetWhileBeingSaved_happensIfTheGuestStays() throws Exception {
        Machine machine = running();
        machine.freeze();
        board.told.clear();

        machine.reset();

        assertEquals(List.of(), board.told);
        assertEquals("finish-migrate", machine.runState());
        machine.thaw();
        assertTrue(board.told.contains("reset"));
        assertEquals("running", machine.runState());
    }

    @Test
    void guestReset_restartsOrEndsIt() throws Exception {
        Machine machine = running();
        machine.guestReset();
        assertEquals(List.of("RESET true guest-reset"), events);

        Machine once = machine(true, false, true, false);
        once.powerOn();
        events.clear();
        once.guestReset();

        assertEquals(List.of("SHUTDOWN true guest-reset"), events);
        assertEquals(1, exits);
    }

    @Test
    void guestResetThatCrossesAStop_happensAndTheGuestStaysPaused() throws Exception {
        Machine machine = running();
        machine.stop();
        events.clear();

        machine.guestReset();

        assertEquals(List.of("RESET true guest-reset"), events);
        assertEquals("paused", machine.runState());
    }

    @Test
    void guestShutdownUnderNoShutdown_leavesAStoppedMachine() throws Exception {
        Machine machine = machine(true, false, false, true);
        machine.powerOn();
        events.clear();

        machine.guestShutdown();

        assertEquals(0, exits);
        assertEquals("shutdown", machine.runState());
        assertEquals(List.of("SHUTDOWN true guest-shutdown", "STOP"), events);
        assertEquals(
                "Resetting the Virtual Machine is required",
                assertThrows(MachineRefused.class, machine::cont).getMessage());
        machine.reset();
        machine.cont();
        assertEquals("running", machine.runState());
    }

    @Test
    void failureOfKvm_stopsTheGuestAndSaysWhy() throws Exception {
        Machine machine = running();

        machine.guestFailed("KVM internal error. Suberror: 1");

        assertEquals("internal-error", machine.runState());
        assertEquals(List.of("KVM internal error. Suberror: 1"), errors);
        assertEquals(List.of("STOP"), events);
    }

    @Test
    void failureOfTwoProcessors_isOneStop() throws Exception {
        Machine machine = running();

        machine.guestFailed("first");
        machine.guestFailed("second");

        assertEquals(List.of("STOP"), events);
        assertEquals(2, errors.size());
    }

    @Test
    void hardwareThatCannotStart_isNotCalledRunning() throws Exception {
        Machine machine = running();
        machine.stop();
        events.clear();
        board.broken = true;

        machine.cont();

        assertEquals("internal-error", machine.runState());
        assertEquals(List.of("RESUME", "STOP"), events);
        assertEquals(List.of("cannot start the guest: broken"), errors);
    }
}
