package baton.monitor.qmp;

import baton.monitor.QmpException;
import baton.monitor.qmp.schema.CommandSpec;

/** Says which commands may run in the state the machine is in. */
public interface CommandGate {
    /** Lets everything through. */
    CommandGate OPEN = new CommandGate() {
        @Override
        public void check(CommandSpec command) {}
    };

    /**
     * @throws QmpException in QEMU's words when it may not, such as {@code The command 'x' is permitted only after
     *     machine initialization has completed}
     */
    void check(CommandSpec command) throws QmpException;
}
