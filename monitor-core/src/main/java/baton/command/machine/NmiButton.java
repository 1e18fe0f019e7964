package baton.command.machine;

import baton.machine.Inspection;
import baton.monitor.QmpException;
import java.io.IOException;

/** The NMI button on a PC's case. */
public final class NmiButton {
    private NmiButton() {}

    /** Presses it. */
    public static void press(Inspection guest) throws QmpException {
        if (guest.cpus() == 0) {
            throw QmpException.generic("machine does not provide NMIs");
        }
        try {
            guest.nmi();
        } catch (IOException e) {
            throw QmpException.generic("cannot inject an NMI: " + e.getMessage());
        }
    }
}
