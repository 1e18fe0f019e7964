package baton.net;

import baton.base.Closer;
import baton.nat.libc.Tap;

/** What is special about one kind of netdev: how it finds its connection, and what happens when that is lost. Main loop. */
interface Endpoint extends Closer.Resource {
    /** {@code info network}'s words at the moment. */
    String info();

    /** The tap it is; null for anything else. */
    default Tap tap() {
        return null;
    }

    /** The connection ended or broke; it is still in place. */
    void ended();
}
