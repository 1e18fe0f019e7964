package baton.migration.spi;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.nat.libc.Fd;
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
        public boolean talks() {
            return false;
        }

        @Override
        public String givesUp() {
            return null;
        }

        @Override
        public void streamBegins() {
            // It knows.
        }

        @Override
        public void awaitGo(Downtime pause) {
            // Nobody minds.
        }

        @Override
        public void takeOver() {
            // Nobody minds.
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

    /** The memfd that it left the stream in, which stays this one's; null when it left none. */
    @MainLoopThread
    default Fd memory() {
        return null;
    }

    /** Readable once {@link #givesUp} would return at once; stays this one's. Null when it cannot be talked to. */
    @MainLoopThread
    default Fd news() {
        return null;
    }

    /** The main channel is open for it. */
    @MainLoopThread
    void listening();

    /** Whether it can tell that it has given up. */
    @AnyThread
    boolean talks();

    /**
     * Waits until it gives up, or ends, before a stream came; null once {@link #streamBegins} was called. Blocks, on a
     * thread of its own, which has ended before {@link #awaitGo} is called.
     */
    String givesUp();

    /** Ends {@link #givesUp}. */
    @AnyThread
    void streamBegins();

    /**
     * The whole stream is here and good: waits for the word to run the guest. On the migration thread.
     *
     * @param pause filled with what the old process knows of how long the guest has stood still
     * @throws IOException it has changed its mind: the guest must not run here
     */
    void awaitGo(Downtime pause) throws IOException;

    /** After {@link #awaitGo}: fails when it has changed its mind since. Does not wait. */
    @MainLoopThread
    default void stillWanted() throws IOException {}

    /**
     * The guest is about to run here: the last step. From here it runs here and nowhere else.
     *
     * @throws IOException it has changed its mind: the guest must not run here
     */
    @MainLoopThread
    void takeOver() throws IOException;

    /** Whether the guest's memory is nowhere but here: then this process must not end because a stream is bad. */
    @AnyThread
    default boolean leftAlone() {
        return false;
    }

    /** After {@link #failed}: why no other stream can be taken here; null when one can. */
    @MainLoopThread
    default String refusal() {
        return null;
    }

    /** What it left that takes long to close; whoever asks closes it, once the guest runs. Null for nothing. */
    @MainLoopThread
    default Closer.Resource remains() {
        return null;
    }

    /** It will not; the old process tells its users why. */
    @AnyThread
    void failed(String why);

    /** Lets go; makes a waiting {@link #awaitGo} fail. Without {@link #takeOver} this says that the guest will not run here. */
    @AnyThread
    void close();
}
