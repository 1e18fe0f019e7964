package baton.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest extends MachineFixture {
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
        assertEquals("prelaunch", machine.state().wireName());

        machine.cont();

        assertEquals("running", machine.state().wireName());
    }

    @Test
    void incoming_touchesNothingBeforeTheStream() throws Exception {
        Machine machine = machine(true, true, false, false);

        machine.powerOn();

        assertEquals(List.of(), board.told);
        assertEquals("inmigrate", machine.state().wireName());
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
    void guestThatSuspends_standsStillUntilItIsWoken() throws Exception {
        board.addPower();
        Machine machine = running();

        machine.guestSuspend();

        assertEquals("suspended", machine.state().wireName());
        assertEquals(List.of("SUSPEND"), events);
        machine.wakeup();
        assertEquals("running", machine.state().wireName());
        assertEquals(List.of("SUSPEND", "WAKEUP"), events);
        assertEquals(List.of("stop", "wake", "start"), board.told);
    }

    @Test
    void guestThatSuspendsAsItIsStopped_sleepsOnceContinued() throws Exception {
        Machine machine = running();
        machine.stop();

        machine.guestSuspend();
        machine.cont();

        assertEquals("suspended", machine.state().wireName());
        assertEquals(List.of("STOP", "SUSPEND", "RESUME"), events);
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

        assertEquals("running", machine.state().wireName());
        assertEquals(List.of("RESET false host-qmp-system-reset", "RESUME"), events);
    }

    @Test
    void hardwareThatCannotWake_isNotCalledRunning() throws Exception {
        board.addPower();
        Machine machine = running();
        machine.guestSuspend();
        board.broken = true;

        machine.wakeup();

        assertEquals("internal-error", machine.state().wireName());
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
    void wakeupOfAGuestThatIsAwake_isRefused() throws Exception {
        board.addPower();
        Machine machine = running();

        assertEquals(
                "Unable to wake up: guest is not in suspended state",
                assertThrows(MachineRefused.class, machine::wakeup).getMessage());
    }

    @Test
    void resetByUser_keepsTheGuestRunning() throws Exception {
        Machine machine = running();

        machine.reset();

        assertEquals(List.of("stop", "reset", "start"), board.told);
        assertEquals(List.of("RESET false host-qmp-system-reset"), events);
        assertEquals("running", machine.state().wireName());
    }

    @Test
    void resetWhileAStreamIsAwaited_touchesNoMemory() throws Exception {
        Machine machine = machine(true, true, false, false);

        machine.reset();

        assertFalse(board.told.contains("reset"));
        assertEquals("inmigrate", machine.state().wireName());
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
        assertEquals("paused", machine.state().wireName());
    }

    @Test
    void guestShutdownUnderNoShutdown_leavesAStoppedMachine() throws Exception {
        Machine machine = machine(true, false, false, true);
        machine.powerOn();
        events.clear();

        machine.guestShutdown();

        assertEquals(0, exits);
        assertEquals("shutdown", machine.state().wireName());
        assertEquals(List.of("SHUTDOWN true guest-shutdown", "STOP"), events);
        assertEquals(
                "Resetting the Virtual Machine is required",
                assertThrows(MachineRefused.class, machine::cont).getMessage());
        machine.reset();
        machine.cont();
        assertEquals("running", machine.state().wireName());
    }

    @Test
    void failureOfKvm_stopsTheGuestAndSaysWhy() throws Exception {
        Machine machine = running();

        machine.guestFailed("KVM internal error. Suberror: 1");

        assertEquals("internal-error", machine.state().wireName());
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

        assertEquals("internal-error", machine.state().wireName());
        assertEquals(List.of("RESUME", "STOP"), events);
        assertEquals(List.of("cannot start the guest: broken"), errors);
    }
}
