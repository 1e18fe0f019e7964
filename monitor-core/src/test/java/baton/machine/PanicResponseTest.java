package baton.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.base.Reporter;
import baton.device.panic.PvPanic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanicResponseTest {
    private final List<String> seen = new ArrayList<>();

    private Machine running(PanicAction action, boolean noShutdown) throws Exception {
        MachinePolicy policy = new MachinePolicy(
                true, false, false, noShutdown, action, () -> seen.add("exit 1"), null, () -> seen.add("exit 0"));
        Reporter silent = new Reporter() {
            @Override
            public void error(String text) {}

            @Override
            public void warn(String text) {}
        };
        Machine machine = new Machine(
                new FakeBoard(),
                policy,
                (name, data) -> seen.add(data.containsKey("action") ? name + " " + data.get("action") : name),
                silent);
        machine.powerOn();
        seen.clear();
        return machine;
    }

    /** Observed on QEMU 10.0.2. */
    @ParameterizedTest
    @CsvSource({
        "PAUSE, false, GUEST_PANICKED pause;STOP, GUEST_PANICKED",
        "SHUTDOWN, true, GUEST_PANICKED pause;STOP, GUEST_PANICKED",
        "SHUTDOWN, false, GUEST_PANICKED poweroff;STOP;SHUTDOWN;exit 0, GUEST_PANICKED",
        "EXIT_FAILURE, false, GUEST_PANICKED poweroff;STOP;SHUTDOWN;exit 1, GUEST_PANICKED",
        "NONE, false, GUEST_PANICKED run, RUNNING"
    })
    void panic_leadsToWhatTheCommandLineSays(PanicAction action, boolean noShutdown, String expected, RunState state)
            throws Exception {
        Machine machine = running(action, noShutdown);

        machine.guestPanic(PvPanic.PANICKED | PvPanic.CRASH_LOADED);

        assertEquals(List.of(expected.split(";")), seen);
        assertEquals(state, machine.state());
    }

    @Test
    void crashKernelAndShutdown_areTold() throws Exception {
        Machine machine = running(PanicAction.PAUSE, false);

        machine.guestPanic(PvPanic.CRASH_LOADED);
        assertEquals(List.of("GUEST_CRASHLOADED run"), seen);
        machine.guestPanic(PvPanic.SHUTDOWN);
        assertEquals(List.of("GUEST_CRASHLOADED run", "GUEST_PVSHUTDOWN", "SHUTDOWN", "exit 0"), seen);
    }

    @Test
    void guestThatHasPanicked_canBeResumedOrReset() throws Exception {
        Machine machine = running(PanicAction.PAUSE, false);
        machine.guestPanic(PvPanic.PANICKED);

        machine.cont();
        assertEquals(RunState.RUNNING, machine.state());
        machine.guestPanic(PvPanic.PANICKED);
        machine.reset();
        assertEquals(RunState.PRELAUNCH, machine.state());
        machine.guestPanic(PvPanic.PANICKED);
        assertEquals(RunState.PRELAUNCH, machine.state());
    }
}
