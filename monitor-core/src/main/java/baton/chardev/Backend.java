package baton.chardev;

import baton.base.Closer;
import java.io.IOException;

/** What is special about one kind of chardev: how it finds its wire and what happens when that is lost. Main loop. */
interface Backend extends Closer.Resource {
    /** {@code query-chardev}'s filename at the moment. */
    String filename();

    /** Whether a person types at it. */
    default boolean isTerminal() {
        return false;
    }

    /** Width of the terminal that person sees. Any thread. */
    default int columns() {
        return 80;
    }

    /** Whether who is at the other end is there for the process that this one becomes, too. */
    default boolean outlivesExec() {
        return false;
    }

    /**
     * Names what another process needs to go on at this end.
     *
     * @param connected whether with the connection of the moment, or only with what makes new ones
     */
    default void keep(Keeping keeping, boolean connected) {}

    /** Until {@link #resume} nobody new is let in: another process may do that. */
    default void pause() {}

    /** The end is this process's alone, now or again. */
    default void resume() {}

    /**
     * A process that was to take the guest over has failed: binds again what it had bound and serves no longer.
     *
     * @return false when others serve it: ask again
     */
    default boolean reclaim() throws IOException {
        return true;
    }

    /** The wire's input ended or broke. The wire is still in place; a backend for which that is the end takes it away. */
    void inputEnded();
}
