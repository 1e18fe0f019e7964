package baton.migration.run;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.migration.spi.Downtime;
import baton.migration.spi.Predecessor;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Errno;
import java.io.IOException;

/**
 * The last steps of a guest's way here, when its stream has been read: the word to run it, its state to KVM, its disks, and
 * then the agreement, behind which nothing may fail.
 */
final class Arrival {
    private final Environment env;
    private final Predecessor predecessor;
    private final Downtime pause = new Downtime();

    Arrival(Environment env, Predecessor predecessor) {
        this.env = env;
        this.predecessor = predecessor;
    }

    /** On the migration thread: asks the old process; null when the guest may run here. */
    String await() {
        try {
            predecessor.awaitGo(pause);
            pause.next("load", System.nanoTime());
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Null when the guest is here; otherwise why not, and its disks are nobody's. */
    @MainLoopThread
    String takeOver(Replies replies) {
        String problem = "internal error: the guest could not be taken over";
        try {
            predecessor.stillWanted();
            env.vm().commit();
            env.vm().disks().claim();
            if (!predecessor.talks()) {
                replies.loaded();
            }
            predecessor.takeOver();
            problem = null;
        } catch (VmStateException e) {
            problem = text(e);
        } catch (IOException e) {
            problem = e.getMessage();
        } finally {
            if (problem != null) {
                // Before the old process hears of it: it wants them back.
                env.vm().disks().giveUp();
            }
        }
        return problem;
    }

    /** The guest runs, if it did before. A fault in here is no failure any more: it is nowhere else. */
    @MainLoopThread
    void run() {
        pause.next("start", System.nanoTime());
        env.vm().activate();
        pause.end(System.nanoTime());
        env.host().arrived();
    }

    /** Behind the guest: what the old process left that takes long to close. */
    @MainLoopThread
    void clearAway() {
        Closer.Resource remains = predecessor.remains();
        if (remains == null) {
            return;
        }
        env.thread("remains", new Runnable() {
            @Override
            public void run() {
                try {
                    remains.close();
                } catch (IOException e) {
                    env.reporter().error("could not let go of the old machine: " + e.getMessage());
                }
            }
        });
    }

    /** How long the guest stood still, as far as it is known here. */
    @AnyThread
    Downtime pause() {
        return pause;
    }

    /** What users are told of a stream that cannot be loaded. */
    static String text(VmStateException e) {
        return "load of migration failed: " + Errno.text(e.errno()) + ": " + e.getMessage();
    }
}
