package baton.monitor.hmp;

import baton.monitor.QmpException;
import java.util.List;

/** One HMP command: one file with its declaration in it. Called on the main loop. */
public interface HmpCommand {
    /** The declaration; the same object each time. */
    HmpSpec spec();

    /**
     * Runs the command. To make the monitor wait for something, {@link HmpOutput#suspend}.
     *
     * @throws QmpException printed as {@code Error: TEXT}
     */
    void run(HmpArgs args, HmpOutput out) throws QmpException;

    /** Commands that go by a second word, as under {@code info}; null for none. */
    default HmpCommands topics() {
        return null;
    }

    /**
     * What the last of {@code words}, the ones typed after the command's name, may become. Those that do not begin with
     * it are dropped by the caller.
     */
    default List<String> complete(List<String> words) {
        return List.of();
    }
}
