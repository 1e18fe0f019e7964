package baton.machine;

import baton.base.EventSink;
import baton.base.MainLoopThread;
import baton.device.panic.PvPanic;
import java.util.Map;

/** What a machine does about what its guest reports of itself: events and order are QEMU's. */
@MainLoopThread
final class PanicResponse {
    private final Machine machine;
    private final MachinePolicy policy;
    private final EventSink events;

    PanicResponse(Machine machine, MachinePolicy policy, EventSink events) {
        this.machine = machine;
        this.policy = policy;
        this.events = events;
    }

    /** {@code bits} as {@link PvPanic} has them; the first that is set counts. */
    void to(int bits) {
        if (machine.state() != RunState.RUNNING) {
            return; // its report and the user's stop crossed
        }
        if ((bits & PvPanic.PANICKED) != 0) {
            panicked();
        } else if ((bits & PvPanic.CRASH_LOADED) != 0) {
            event("GUEST_CRASHLOADED", "run");
        } else {
            events.event("GUEST_PVSHUTDOWN", Map.of());
            machine.guestShutdown();
        }
    }

    private void panicked() {
        PanicAction action = policy.panic();
        if (action == PanicAction.NONE) {
            event("GUEST_PANICKED", "run");
        } else if (action == PanicAction.PAUSE || action == PanicAction.SHUTDOWN && policy.noShutdown()) {
            event("GUEST_PANICKED", "pause");
            machine.halt(RunState.GUEST_PANICKED);
        } else {
            event("GUEST_PANICKED", "poweroff");
            machine.halt(RunState.GUEST_PANICKED);
            machine.shutdown("guest-panic", action == PanicAction.EXIT_FAILURE ? policy.fail() : policy.exit());
        }
    }

    private void event(String name, String action) {
        events.event(name, Map.of("action", action));
    }
}
