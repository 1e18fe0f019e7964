package baton.command.hmp;

import baton.machine.Inspection;
import baton.machine.Machine;
import baton.machine.RunState;
import baton.machine.SectionValues;
import baton.migration.vmstate.VmStateException;
import baton.monitor.QmpException;
import java.io.IOException;

/** The state of interrupt chips, for topics of {@code info}. */
final class ChipState {
    private final Machine machine;

    ChipState(Machine machine) {
        this.machine = machine;
    }

    /** The chip's registers; null when the machine has none. */
    SectionValues of(String vmsd, int instance) throws QmpException {
        if (machine.state() == RunState.INMIGRATE) {
            // Asking the kernel would overwrite what an incoming stream has brought so far.
            throw QmpException.generic("not while a migration is coming in");
        }
        try {
            return new Inspection(machine.board()).section(vmsd, instance);
        } catch (IOException | VmStateException e) {
            throw QmpException.generic("cannot read the state of " + vmsd + ": " + e.getMessage());
        }
    }

    /** The numbers of the bits that are set, a blank before each, or {@code (none)}. */
    static String bits(int... words) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < Integer.SIZE * words.length; bit++) {
            if ((words[bit / Integer.SIZE] >>> bit % Integer.SIZE & 1) != 0) {
                text.append(' ').append(bit);
            }
        }
        return text.length() == 0 ? " (none)" : text.toString();
    }
}
