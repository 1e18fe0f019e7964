package baton.tests.cpr;

import baton.tests.harness.QmpError;
import java.io.IOException;

/** One row of the table of faults: what goes wrong where, and the one text that names the cause. */
record Fault(String step, String fault, String text, Attempt attempt) {
    /** Tries to hand the guest over and gives what the user is told. */
    interface Attempt {
        String on(MovingGuest guest) throws IOException, QmpError;
    }

    /** Whether only root can bring it about. */
    boolean needsMount() {
        return text.equals(FullDisk.TEXT) || text.equals(RebootFaults.FULL_MEMORY);
    }

    /** Whether what the user was told names the cause. */
    boolean isNamedIn(String told) {
        return told.contains(text);
    }
}
