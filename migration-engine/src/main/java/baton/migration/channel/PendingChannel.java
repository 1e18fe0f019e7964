package baton.migration.channel;

import baton.base.Closer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A socket on its way to being a channel: connecting, or listening for the one peer that will come. */
public interface PendingChannel extends Closer.Resource {
    /** Waits for the peer. Blocks: on the migration thread. The message of a failure is QEMU's whole text. */
    Channel await() throws IOException;

    /** Lets {@link #await} fail after that many milliseconds, for each address it tries; 0 waits for ever. Before await. */
    default void patience(long millis) {}

    /** Makes a blocked or later {@link #await} fail. Any thread. */
    void cancel();

    /** Where a listener can be reached, as query-migrate's {@code socket-address} has it; empty when connecting. */
    List<Map<String, Object>> addresses();
}
