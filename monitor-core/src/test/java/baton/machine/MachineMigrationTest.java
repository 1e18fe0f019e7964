package baton.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.machine.board.GuestWish;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineMigrationTest extends MachineFixture {
    @Test
    void freezeAndThaw_putARunningGuestBack() throws Exception {
        Machine machine = running();

        machine.migratable().freeze();
        assertEquals("finish-migrate", machine.state().wireName());
        assertEquals(
                "Migration is not finalized yet",
                assertThrows(MachineRefused.class, machine::cont).getMessage());
        machine.migratable().thaw();

        assertEquals("running", machine.state().wireName());
        assertEquals(List.of("STOP", "RESUME"), events);
    }

    @Test
    void freezeAndThaw_leaveAPausedGuestPaused() throws Exception {
        Machine machine = running();
        machine.stop();
        events.clear();

        machine.migratable().freeze();
        machine.migratable().thaw();

        assertEquals("paused", machine.state().wireName());
        assertEquals(List.of(), events);
    }

    @Test
    void handedOver_mayStillRunHereIfTheUserSaysSo() throws Exception {
        Machine machine = running();
        machine.migratable().freeze();

        machine.migratable().handedOver();
        assertEquals("postmigrate", machine.state().wireName());
        machine.cont();

        assertEquals("running", machine.state().wireName());
    }

    @Test
    void receivedRunningGuest_runsByItself() throws Exception {
        Machine machine = received(RunState.RUNNING, true);

        assertEquals("running", machine.state().wireName());
        assertEquals(List.of("RESUME"), events);
        assertEquals(List.of("start"), board.told);
    }

    @Test
    void receivedRunningGuestWithS_isPaused() throws Exception {
        Machine machine = received(RunState.RUNNING, false);

        assertEquals("paused", machine.state().wireName());
        assertFalse(board.told.contains("start"));
    }

    @Test
    void receivedPausedGuest_staysPaused() throws Exception {
        assertEquals("paused", received(RunState.PAUSED, true).state().wireName());
        assertEquals(List.of(), events);
    }

    @Test
    void receivedSuspendedGuest_sleepsOnAndWakes() throws Exception {
        board.addPower();
        Machine machine = received(RunState.SUSPENDED, true);
        assertEquals("suspended", machine.state().wireName());
        assertEquals(List.of(), board.told);

        machine.wakeup();

        assertEquals("running", machine.state().wireName());
        assertEquals(List.of("RESUME", "WAKEUP"), events);
        assertEquals(List.of("wake", "start"), board.told);
    }

    @Test
    void guestThatSuspendsAsItIsFrozen_isMovedAsleep() throws Exception {
        board.addPower();
        Machine machine = running();
        board.wish = GuestWish.SLEEP;

        machine.migratable().freeze();
        machine.guestSuspend(); // word of it comes now
        machine.migratable().thaw();

        assertEquals("suspended", machine.state().wireName());
        assertEquals(List.of("SUSPEND", "STOP", "RESUME"), events);
    }

    @Test
    void guestThatResetsAsItIsFrozen_isMovedAsAfterReset() throws Exception {
        Machine machine = running();
        board.wish = GuestWish.RESET;

        machine.migratable().freeze();
        machine.guestReset(); // word of it comes now

        assertEquals(List.of("RESET true guest-reset", "STOP"), events);
        assertEquals(List.of("stop", "stop", "reset", "stop"), board.told);
        board.wish = GuestWish.NOTHING;
        machine.migratable().thaw();
        assertEquals("running", machine.state().wireName());
    }

    @Test
    void guestThatSwitchesItselfOffAsItIsFrozen_isNotMoved() throws Exception {
        Machine machine = running();
        board.wish = GuestWish.OFF;

        machine.migratable().freeze();
        machine.guestShutdown(); // word of it comes now

        assertEquals(1, exits);
        assertTrue(machine.migratable().over());
        assertEquals("SHUTDOWN true guest-shutdown", events.get(0));
    }

    @Test
    void guestThatSwitchesItselfOffAsItIsFrozenUnderNoShutdown_isMovedSwitchedOff() throws Exception {
        Machine machine = machine(true, false, false, true);
        machine.powerOn();
        board.wish = GuestWish.OFF;

        machine.migratable().freeze();

        assertFalse(machine.migratable().over());
        machine.migratable().thaw();
        assertEquals("shutdown", machine.state().wireName());
    }

    @Test
    void suspendedGuestStoppedAndContinued_sleepsOn() throws Exception {
        Machine machine = received(RunState.SUSPENDED, true);

        machine.stop();
        assertEquals("paused", machine.state().wireName());
        machine.cont();

        assertEquals("suspended", machine.state().wireName());
        assertEquals(List.of(), board.told.stream().filter("start"::equals).toList());
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
        machine.migratable().activate();

        assertEquals("paused", machine.state().wireName());
    }

    @Test
    void resetWhileBeingSaved_happensIfTheGuestStays() throws Exception {
        Machine machine = running();
        machine.migratable().freeze();
        board.told.clear();

        machine.reset();

        assertEquals(List.of(), board.told);
        assertEquals("finish-migrate", machine.state().wireName());
        machine.migratable().thaw();
        assertTrue(board.told.contains("reset"));
        assertEquals("running", machine.state().wireName());
    }
}
