package baton.monitor.qmp;

import baton.monitor.QmpException;
import java.util.Map;

/** Where a command puts its answer: exactly one, during {@code run} or later on the main loop. */
public interface Reply {
    /** Answers with a value {@code JsonWriter} takes; dropped when the client has left. */
    void done(Object result);

    /** Answers with an empty object: done, nothing to tell. */
    default void done() {
        done(Map.of());
    }

    /** Answers with an error; for refusals that come after {@code run} has returned. */
    void fail(QmpException refusal);

    /** The session the command came from. */
    QmpMonitor monitor();
}
