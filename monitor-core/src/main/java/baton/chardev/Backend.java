package baton.chardev;

import baton.base.Closer;
import baton.nat.libc.Fd;

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

    /** The connection of the moment, if another process could go on with it; stays the backend's. Null for none. */
    default Fd connection() {
        return null;
    }

    /** The wire's input ended or broke. The wire is still in place; a backend for which that is the end takes it away. */
    void inputEnded();
}
