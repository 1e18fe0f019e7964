package baton.machine;

import baton.base.EventSink;
import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.machine.board.Board;
import java.io.IOException;
import java.util.Map;

/** Whether the guest runs: the run state, and every move from one to the next, with its events in QEMU's order. */
@MainLoopThread
final class Execution {
    private final Board board;
    private final EventSink events;
    private final Reporter reporter;

    private RunState state;
    /** The guest sleeps although the state is another, such as paused. */
    private boolean suspended;

    Execution(Board board, RunState state, EventSink events, Reporter reporter) {
        this.board = board;
        this.state = state;
        this.events = events;
        this.reporter = reporter;
    }

    RunState state() {
        return state;
    }

    boolean suspended() {
        return suspended;
    }

    void suspended(boolean asleep) {
        suspended = asleep;
    }

    /** Whether the guest runs, or sleeps of its own will. */
    boolean live() {
        return state == RunState.RUNNING || state == RunState.SUSPENDED;
    }

    /** Another state, nothing else. */
    void become(RunState next) {
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
    void run() {
        events.event("RESUME", Map.of());
        if (suspended) {
            become(RunState.SUSPENDED);
        } else {
            goOn();
        }
    }

    /** Running, if the hardware can. */
    void goOn() {
        become(RunState.RUNNING);
        try {
            board.start();
        } catch (IOException e) {
            reporter.error("cannot start the guest: " + e.getMessage());
            halt(RunState.INTERNAL_ERROR);
        }
    }

    /** No instruction of the guest from here, and a state that says why; tells clients when it ran. */
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

    /** No instruction of the guest from here. */
    void stopBoard() {
        try {
            board.stop();
        } catch (IOException e) {
            reporter.error("cannot stop the guest: " + e.getMessage());
        }
    }
}
