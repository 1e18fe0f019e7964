package baton.migration.stream;

import java.io.IOException;

/** Watches an outgoing stream, slows it down and stops it. Called on the migration thread. */
public interface Pacer {
    /** Neither watches nor slows. */
    Pacer NONE = new Pacer() {
        @Override
        public void sent(int bytes) {}

        @Override
        public void pages(int normal, int zero) {}
    };

    /**
     * So many bytes have just gone to the channel. May sleep to keep below a bandwidth.
     *
     * @throws IOException the stream is to stop here, such as {@link java.io.InterruptedIOException} on a cancel
     */
    void sent(int bytes) throws IOException;

    /**
     * So many pages of RAM were put into the stream since the last call, whole ones and zero ones. Called at least once
     * per 1024 pages, also while nothing is {@link #sent}.
     *
     * @throws IOException the stream is to stop here
     */
    void pages(int normal, int zero) throws IOException;

    /** As {@link #sent}, for bytes on the channels beside the main one. */
    default void multifd(long bytes) throws IOException {}

    /** What counts a stream that sends differences; once, before its first page. */
    default void xbzrle(XbzrleCounts counts) {}

    /** Whether it is time to end a part of RAM and look at what else there is to do. */
    default boolean sliceOver() {
        return false;
    }
}
