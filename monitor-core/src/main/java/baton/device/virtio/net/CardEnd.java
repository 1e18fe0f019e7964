package baton.device.virtio.net;

import baton.device.virtio.VirtioLink;
import baton.device.virtio.VirtioStatus;
import baton.net.NetCard;
import java.util.Map;

/** A card as its netdev and monitors see it. Main loop; takes the device's lock. */
final class CardEnd implements NetCard {
    /** The driver's side of it. */
    interface Guest {
        VirtioLink link();

        /** A frame for the guest; false when there is no room. */
        boolean receive(long address, int length);

        /** The netdev takes frames again. */
        void transmit();

        /** Sends the frame that tells the network where it is. */
        void announce();
    }

    private final VirtioNet.Settings settings;
    private final RxFilter filter;
    private final LinkStatus status;
    private final Guest guest;

    CardEnd(VirtioNet.Settings settings, RxFilter filter, LinkStatus status, Guest guest) {
        this.settings = settings;
        this.filter = filter;
        this.status = status;
        this.guest = guest;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String model() {
        return settings.model();
    }

    @Override
    public byte[] mac() {
        synchronized (filter) {
            return filter.mac.clone();
        }
    }

    @Override
    public boolean received(long address, int length) {
        return guest.receive(address, length);
    }

    @Override
    public void writable() {
        guest.transmit();
    }

    @Override
    public void link(boolean up) {
        synchronized (guest.link().lock()) {
            status.up(up);
            guest.link().configChanged();
        }
    }

    @Override
    public Map<String, Object> rxFilter() {
        synchronized (guest.link().lock()) {
            return filter.show(settings.name(), guest.link().negotiated(NetFeatures.CTRL_VLAN));
        }
    }

    @Override
    public void announce() {
        VirtioLink link = guest.link();
        synchronized (link.lock()) {
            boolean able = link.negotiated(NetFeatures.GUEST_ANNOUNCE | NetFeatures.CTRL_VQ);
            if (able && (link.status() & VirtioStatus.DRIVER_OK) != 0) {
                status.announce();
                link.configChanged();
            }
            guest.announce();
        }
    }
}
