package baton.net;

import baton.base.MainLoopThread;
import java.util.Map;

/** A guest's network card as its {@link Netdev} and the monitors see it. Called on the main loop; never blocks. */
@MainLoopThread
public interface NetCard {
    /** What monitors call it: its id, or {@code virtio-net-device.0}. */
    String name();

    /** The device's type, such as {@code virtio-net-device}. */
    String model();

    /** The address it has now, 6 bytes. */
    byte[] mac();

    /**
     * A frame for the guest, with the netdev's virtio_net_hdr in front if {@link Netdev#headerLength} is not 0.
     *
     * @param address of its first byte; valid during the call
     * @return false when the guest has no room: it is offered again after {@link Netdev#resume}
     */
    boolean received(long address, int length);

    /** The netdev takes frames again, after {@link Netdev#send} had refused one. */
    void writable();

    /** {@code set_link}: the cable was plugged in or pulled out, at this end or the other. */
    void link(boolean up);

    /** One element of {@code query-rx-filter}; null for a card without filter. */
    Map<String, Object> rxFilter();

    /** Tells the network where the guest is now, once ({@code announce-self}). */
    void announce();
}
