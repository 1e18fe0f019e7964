package baton.migration.spi;

import baton.base.AnyThread;
import baton.base.MainLoopThread;
import java.io.IOException;

/** The process whose guest this one takes over, as far as one can talk to it beside the main stream. */
public interface Predecessor {
    /** It cannot be talked to. */
    Predecessor SILENT = new Predecessor() {
        @Override
        public void listening() {
            // Nobody waits.
        }

        @Override
        public void awaitGo(Downtime pause) {
            // Nobody minds.
        }

        @Override
        public void takenOver() {
            // Nobody listens.
        }

        @Override
        public void failed(String why) {
            // Nobody listens.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    /** The main channel is open for it. */
    @MainLoopThread
    void listening();

    /**
     * The whole stream is here and good: asks to run the guest. Blocks, on the migration thread.
     *
     * @param pause filled with what the old process knows of how long the guest has stood still
     * @throws IOException it has changed its mind: the guest must not run here
     */
    void awaitGo(Downtime pause) throws IOException;

    /** The guest is about to run here. */
    @MainLoopThread
    void takenOver();

    /** It will not; the old process tells its users why. */
    @AnyThread
    void failed(String why);

    /** Lets go; makes a waiting {@link #awaitGo} fail. Without {@link #takenOver} this says that the guest will not run here. */
    @AnyThread
    void close();
}
