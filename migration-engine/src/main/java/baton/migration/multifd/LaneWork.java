package baton.migration.multifd;

import baton.base.Closer;
import java.io.IOException;

/** What the thread of one channel does with pages. On that thread, except {@link #close}, which comes after its end. */
public interface LaneWork extends Closer.Resource {
    /** Once, before anything else. */
    default void begin() throws IOException {}

    /**
     * Sends a batch as its pages are now.
     *
     * @param sent is told what was sent
     */
    void pages(PageBatch batch, Tally sent) throws IOException;

    /** What was sent has to have arrived before what will be sent. */
    default void sync(Tally sent) throws IOException {}

    @Override
    default void close() {}
}
