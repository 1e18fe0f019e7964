package baton.net;

import baton.nat.libc.Tap;

/** A connection that is there from the start and, once lost, gone: a tap, a datagram socket, a descriptor. */
final class FixedEndpoint implements Endpoint {
    private final Netdev netdev;
    private final String info;
    private final Tap tap;

    /** {@code tap} is null for anything else. */
    FixedEndpoint(Netdev netdev, String info, Tap tap) {
        this.netdev = netdev;
        this.info = info;
        this.tap = tap;
    }

    @Override
    public String info() {
        return info;
    }

    @Override
    public Tap tap() {
        return tap;
    }

    @Override
    public void ended() {
        netdev.disconnect();
    }

    @Override
    public void close() {
        // The connection is the netdev's.
        return;
    }
}
