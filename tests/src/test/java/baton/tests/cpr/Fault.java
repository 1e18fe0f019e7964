package baton.tests.cpr;

import baton.tests.harness.QmpError;
import java.io.IOException;

/** One row of the table of faults; {@code words} may be alternatives, parted by a bar, where two endings race. */
record Fault(String step, String fault, String words, Attempt attempt) {
    /** Tries to hand the guest over and gives what the user is told. */
    interface Attempt {
        String on(MovingGuest guest) throws IOException, QmpError;
    }

    /** Whether what the user was told names the cause. */
    boolean isNamedIn(String told) {
        for (String either : words.split("\\|")) {
            if (told.contains(either)) {
                return true;
            }
        }
        return false;
    }
}
