package baton.tests.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One thing that goes wrong with a live migration: over what, when, what, and whether the destination answers. */
record LiveFault(boolean tcp, State state, Trouble trouble, boolean answers) {
    /** Where the migration is when it happens. */
    enum State {
        /** The source is connecting: TCP alone can be kept waiting. */
        SETUP,
        ACTIVE,
        PRE_SWITCHOVER,
        DEVICE,
        /** Everything is in the socket, and the destination has not looked yet. */
        LAST_BYTE
    }

    /** What happens. */
    enum Trouble {
        CANCEL,
        CUT,
        STALL_AND_CANCEL,
        STALL_AND_CUT,
        SLOW,
        KILL_DESTINATION,
        KILL_SOURCE;

        boolean stalls() {
            return this == STALL_AND_CANCEL || this == STALL_AND_CUT;
        }
    }

    /** Each trouble at each state, over a unix socket without an answer and over TCP with one; the last byte all four ways. */
    static List<LiveFault> all() {
        List<LiveFault> all = new ArrayList<>();
        for (State state : State.values()) {
            for (Trouble trouble : Trouble.values()) {
                for (boolean tcp : new boolean[] {false, true}) {
                    for (boolean answers : new boolean[] {false, true}) {
                        LiveFault one = new LiveFault(tcp, state, trouble, answers);
                        if (one.tellsApart()) {
                            all.add(one);
                        }
                    }
                }
            }
        }
        return all;
    }

    private boolean tellsApart() {
        return switch (state) {
                // Who connects is stalled, and nothing has been said.
            case SETUP -> tcp && !answers && trouble != Trouble.CANCEL && trouble != Trouble.STALL_AND_CUT;
            case ACTIVE, PRE_SWITCHOVER -> tcp == answers;
                // What keeps it there is a link that stalls; who waits for no answer has completed if the rest fits
                // into it.
            case DEVICE -> trouble.stalls()
                    ? answers
                    : tcp == answers && trouble != Trouble.CANCEL && trouble != Trouble.CUT;
                // What keeps it there is a destination that stands still; who waits for no answer has completed.
            case LAST_BYTE -> answers ? !trouble.stalls() : trouble.name().startsWith("KILL");
        };
    }

    /** Whether the migration takes place after all. */
    boolean moves() {
        boolean complete = state == State.LAST_BYTE && trouble == Trouble.KILL_SOURCE;
        return trouble == Trouble.SLOW || complete;
    }

    /** Whether it is for the kernel to know how much it had taken. */
    boolean mayMove() {
        return state == State.DEVICE && trouble == Trouble.KILL_SOURCE;
    }

    List<String> words() {
        return List.of(tcp ? "tcp" : "unix", answers ? "yes" : "no", name(state), name(trouble));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
