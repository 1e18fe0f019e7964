package baton.monitor.qmp;

import baton.monitor.QmpException;
import baton.monitor.qmp.schema.CommandSpec;

/** One QMP command: one file with its declaration in it. Called on the main loop. */
public interface QmpCommand {
    /** The declaration; the same object each time. */
    CommandSpec spec();

    /**
     * Runs the command. Answers through {@code reply}, now or later on the main loop; until then commands behind it wait.
     *
     * @param in the arguments, already checked against {@link #spec}
     * @throws QmpException instead of a reply: refused
     */
    void run(ArgReader in, Reply reply) throws QmpException;
}
