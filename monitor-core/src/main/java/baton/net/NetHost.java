package baton.net;

import baton.nat.libc.Fd;

/** What netdevs ask of the process. Main loop. */
public interface NetHost {
    /**
     * A descriptor given by number on the command line, or by a name of the monitor; the caller's from now on.
     *
     * @throws NetException there is none
     */
    Fd descriptor(String name) throws NetException;

    /**
     * The descriptor of that name which the process before this one left; the caller's from now on. Null for none.
     *
     * @see Netdevs#kept
     */
    Fd inherited(String name);

    /** Something happened that clients hear of, such as {@code NETDEV_STREAM_CONNECTED}; {@code address} may be null. */
    void event(String name, String netdev, NetAddress address);

    /** One line for who runs the process. */
    void warn(String text);
}
