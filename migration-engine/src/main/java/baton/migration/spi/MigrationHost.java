package baton.migration.spi;

import baton.base.AnyThread;
import baton.base.MainLoopThread;

/** What the engine needs of the process it lives in. */
public interface MigrationHost {
    /** Runs {@code task} on the main loop, after what was posted before. */
    @AnyThread
    void post(Runnable task);

    /** Asks the process to end with {@code status} once the main loop is idle. */
    @MainLoopThread
    void exit(int status);

    /** A migration out of here has failed or was cancelled: the guest is still this process's. */
    @MainLoopThread
    default void stays() {}

    /** The guest has begun to run here, and nowhere else; before anybody is told. On the main loop, or while it stands by. */
    default void arrived() {}

    /** A machine to rehearse on; the caller closes. Null when there is none to stand in for. */
    @MainLoopThread
    default Understudy understudy() {
        return null;
    }
}
