package baton.migration.spi;

import baton.base.Closer;
import java.io.IOException;

/**
 * A machine like this process's, with hardly any memory and nothing connected, that nobody sees: what a hand-over does is
 * rehearsed on it while the guest still runs. One thread at a time, any thread.
 */
public interface Understudy extends Closer.Resource {
    /** The machine, which waits for a stream. The first call makes it and may take some milliseconds. */
    MigratableVm vm() throws IOException;

    /** What a mode has two processes say to each other besides, once. */
    default void agree() throws IOException {}
}
