package baton.tests.cpr;

import baton.tests.harness.QmpError;
import java.io.IOException;

/** One row of the table of faults. */
record Fault(String step, String fault, String words, Attempt attempt) {
    /** Tries to hand the guest over and gives what the user is told. */
    interface Attempt {
        String on(MovingGuest guest) throws IOException, QmpError;
    }
}
