package baton.migration.run;

import baton.base.MainLoopThread;
import baton.migration.stream.FreshState;
import baton.migration.stream.RamPlan;
import baton.migration.vmstate.VmStateException;

/** Lets another stream be loaded after one that failed: remembers the machine as it was before. */
@MainLoopThread
final class SecondTry {
    private final Environment env;
    /** Null when the process ends with a load that fails, or there can be no second try. */
    private FreshState fresh;

    private boolean spoilt;

    SecondTry(Environment env) {
        this.env = env;
    }

    /** Before the stream. */
    void remember() {
        try {
            fresh = FreshState.of(env.vm());
        } catch (VmStateException e) {
            // Then there is only this try.
            env.reporter().warn("cannot remember the machine as it is: " + e.getMessage());
        }
    }

    /** Makes the machine what it was before the stream. */
    void startOver(RamPlan plan) {
        spoilt = true;
        try {
            if (fresh != null) {
                fresh.restore(plan);
                spoilt = false;
            }
        } catch (VmStateException e) {
            env.reporter().error("cannot make the machine as it was before the migration: " + e.getMessage());
        }
    }

    /** Why no other stream can be loaded; null when one can. */
    String refusal() {
        return spoilt ? "The machine holds parts of the migration that failed: start a new process" : null;
    }
}
