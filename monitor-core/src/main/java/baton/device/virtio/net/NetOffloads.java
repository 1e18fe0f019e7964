package baton.device.virtio.net;

import baton.device.virtio.VirtioLink;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.ErrnoException;
import baton.net.Netdev;

/** What a driver takes unfinished, and the netdev is told of it. Under the device's lock. */
final class NetOffloads {
    private final VirtioLink link;
    private final Netdev netdev;
    private final NetQueues queues;
    private final String card;
    private long chosen;

    /** {@code netdev}: null for none; {@code card}: for messages. */
    NetOffloads(VirtioLink link, Netdev netdev, NetQueues queues, String card) {
        this.link = link;
        this.netdev = netdev;
        this.queues = queues;
        this.card = card;
    }

    void reset() {
        chosen = 0;
    }

    /** The driver has agreed on {@code features}: all of these that are among them. */
    void choose(long features) {
        chosen = features & NetFeatures.GUEST_OFFLOADS;
        tell();
    }

    /** The driver wants others; false when they were not agreed on. */
    boolean want(long wanted) {
        if ((wanted & ~(link.features() & NetFeatures.GUEST_OFFLOADS)) != 0) {
            return false;
        }
        chosen = wanted;
        tell();
        return true;
    }

    /** Tells the netdev. */
    void tell() {
        if (netdev == null || !netdev.hasVnetHeader()) {
            return;
        }
        try {
            netdev.agree(queues.headerLength(), NetFeatures.tapBits(chosen));
        } catch (ErrnoException e) {
            link.reporter().error("virtio-net: the tap of " + card + " refused: " + e.getMessage());
        }
    }

    void state(StateVisitor v) throws VmStateException {
        chosen = v.u64("curr_guest_offloads", chosen);
    }

    /** Whether what was read was agreed on. */
    boolean possible() {
        return (chosen & ~link.features()) == 0;
    }
}
