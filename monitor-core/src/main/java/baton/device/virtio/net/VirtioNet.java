package baton.device.virtio.net;

import baton.base.Closer;
import baton.device.virtio.VirtChain;
import baton.device.virtio.VirtQueue;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioFeatures;
import baton.device.virtio.VirtioLink;
import baton.device.virtio.VirtioStatus;
import baton.mainloop.MainLoop;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;
import baton.nat.libc.Memory;
import baton.net.NetCard;
import baton.net.Netdev;
import java.io.IOException;

/**
 * A network card (Virtio 1.2, 5.1) with one pair of queues and a control queue. What the driver sends goes to its netdev at
 * once, and waits in the queue while that takes nothing; a frame for the driver is read from the netdev only when it runs,
 * so that at a hand-over nothing is in here.
 */
public final class VirtioNet implements VirtioDevice {
    private static final int CONTROL = 2;
    private static final int CONTROL_SIZE = 64;
    private static final int CONFIG_BYTES = 8;
    private static final int FILTERED = 16;

    /**
     * What a user may say of a card.
     *
     * @param name what monitors call it
     * @param model the device's type, such as {@code virtio-net-device}
     * @param mac its address, 6 bytes
     * @param rxQueueSize descriptors of the receive queue
     * @param txQueueSize descriptors of the transmit queue
     */
    public record Settings(String name, String model, byte[] mac, int rxQueueSize, int txQueueSize) {}

    /** Who made it. */
    public interface Owner {
        /** The guest runs here for the first time after it came from another process. */
        void arrived();

        /** The card is no more; its netdev may be another's. */
        void closed(NetCard card);
    }

    private final Settings settings;
    private final Netdev netdev;
    private final MainLoop loop;
    private final RxFilter filter = new RxFilter();
    private NetControl control;
    private final CardEnd card;
    private final byte[] head = new byte[FILTERED];
    private VirtioLink link;
    private VirtChain chain;
    private NetQueues queues;
    private final LinkStatus status = new LinkStatus();
    private int transmitWaiting; // QEMU's; queues are looked at whenever the machine starts
    private NetOffloads offloads;
    /** The driver has chosen features, which were acted upon. */
    private boolean agreed;
    /** The guest has come from another process and not run here yet. */
    private boolean arrived;

    private final Owner owner;
    private final Runnable more = new Runnable() {
        @Override
        public void run() {
            transmitMore();
        }
    };

    /**
     * Makes one.
     *
     * @param netdev its other end; null for none, and then the cable is pulled out
     * @param loop the main loop; null in tests
     * @param owner told what becomes of it
     */
    public VirtioNet(Settings settings, Netdev netdev, MainLoop loop, Owner owner) {
        this.settings = settings;
        this.netdev = netdev;
        this.loop = loop;
        this.owner = owner;
        this.card = new CardEnd(settings, filter, status, new Guest());
        System.arraycopy(settings.mac(), 0, filter.mac, 0, RxFilter.MAC);
        filter.reset();
    }

    // ---- as a virtio device

    @Override
    public String name() {
        return "virtio-net";
    }

    @Override
    public int stateVersion() {
        return 11;
    }

    @Override
    public int deviceId() {
        return 1;
    }

    @Override
    public long features(long ring) {
        return NetFeatures.offered(ring, netdev != null && netdev.hasVnetHeader());
    }

    @Override
    public int[] queueSizes() {
        return new int[] {settings.rxQueueSize(), settings.txQueueSize(), CONTROL_SIZE};
    }

    @Override
    public int configBytes() {
        return CONFIG_BYTES;
    }

    @Override
    public void readConfig(byte[] into) {
        synchronized (filter) {
            System.arraycopy(filter.mac, 0, into, 0, RxFilter.MAC);
        }
        into[RxFilter.MAC] = (byte) status.bits;
        into[RxFilter.MAC + 1] = 0;
    }

    /** Drivers from before the control queue set their address here. */
    @Override
    public void writeConfig(byte[] config) {
        if (!link.negotiated(NetFeatures.CTRL_MAC_ADDR) && !link.negotiated(VirtioFeatures.VERSION_1)) {
            synchronized (filter) {
                System.arraycopy(config, 0, filter.mac, 0, RxFilter.MAC);
            }
        }
    }

    @Override
    public void attach(VirtioLink newLink) {
        link = newLink;
        chain = new VirtChain(newLink.memory());
        queues = new NetQueues(newLink, netdev);
        offloads = new NetOffloads(newLink, netdev, queues, settings.name());
        control = new NetControl(filter, status, offloads, newLink);
    }

    @Override
    public MainLoop loop() {
        return loop;
    }

    @Override
    public void statusChanged(int status) {
        synchronized (link.lock()) {
            boolean chosen = (status & (VirtioStatus.FEATURES_OK | VirtioStatus.DRIVER_OK)) != 0;
            if (chosen && !agreed) {
                agreed = true;
                filter.everyVlan(!link.negotiated(NetFeatures.CTRL_VLAN));
                offloads.choose(link.features());
            }
        }
    }

    @Override
    public void notified(int queue) {
        switch (queue) {
            case NetQueues.RX -> receiveAgain();
            case NetQueues.TX -> transmit();
            default -> control();
        }
    }

    private void receiveAgain() {
        if (netdev != null) {
            netdev.resume();
        }
    }

    private void control() {
        VirtQueue queue = link.queue(CONTROL);
        while (queue.pop(chain)) {
            int written = control.handle(chain);
            if (written < 0) {
                link.broken("virtio-net ctrl missing headers");
                return;
            }
            queue.push(chain, written);
        }
        queue.signal();
    }

    private void transmit() {
        if (queues.transmit() && loop != null) {
            loop.post(more);
        }
    }

    /** The netdev takes frames again, or others have had their turn. */
    private void transmitMore() {
        synchronized (link.lock()) {
            if (link.serving()) {
                transmit();
            }
        }
    }

    private boolean receive(long address, int length) {
        synchronized (link.lock()) {
            if (!link.serving() || !link.queue(NetQueues.RX).ready()) {
                return false;
            }
            int header = netdev.headerLength();
            if (!status.up() || length <= header || !wanted(address + header, length - header)) {
                return true;
            }
            return queues.deliver(address, length, header);
        }
    }

    private boolean wanted(long address, int length) {
        int seen = Math.min(length, FILTERED);
        Memory.copy(address, head, 0, seen);
        return filter.accepts(head, length);
    }

    // ---- with the machine

    @Override
    public void reset() {
        filter.reset();
        synchronized (filter) {
            System.arraycopy(settings.mac(), 0, filter.mac, 0, RxFilter.MAC);
        }
        status.announced();
        transmitWaiting = 0;
        offloads.reset();
        agreed = false;
    }

    @Override
    public void started() {
        transmitWaiting = 0;
        if (netdev != null) {
            netdev.guestRuns(true);
        }
        if (arrived) {
            arrived = false;
            owner.arrived();
        }
    }

    @Override
    public void stopped() {
        if (netdev != null) {
            netdev.guestRuns(false);
        }
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        v.buffer("mac", filter.mac);
        transmitWaiting = v.u32("vqs[0].tx_waiting", transmitWaiting);
        v.u32("mergeable_rx_bufs", link.negotiated(NetFeatures.MRG_RXBUF) ? 1 : 0);
        status.bits = v.u16("status", status.bits);
        filter.modes(v);
        boolean header = netdev != null && netdev.hasVnetHeader();
        require(v.u32("has_vnet_hdr", header ? 1 : 0) == 0 || header, "saved image requires vnet_hdr=on");
        filter.overflows(v);
        require(v.u8("has_ufo", header ? 1 : 0) == 0 || header, "saved image requires TUN_F_UFO support");
        if (link.negotiated(NetFeatures.CTRL_GUEST_OFFLOADS)) {
            offloads.state(v);
        }
    }

    private static void require(boolean so, String otherwise) throws VmStateException {
        if (!so) {
            throw new VmStateException(Reason.MISMATCH, "virtio-net: " + otherwise);
        }
    }

    @Override
    public void loaded() throws VmStateException {
        filter.loaded();
        require(offloads.possible(), "offloads that were not agreed on");
    }

    @Override
    public void commit() {
        agreed = (link.status() & (VirtioStatus.FEATURES_OK | VirtioStatus.DRIVER_OK)) != 0;
        arrived = true;
        if (agreed) {
            offloads.tell();
        }
    }

    @Override
    public void close() throws IOException {
        owner.closed(card);
        try (Closer closer = new Closer()) {
            closer.add(chain);
            closer.add(queues);
        }
    }

    /** How netdevs and monitors see it. */
    public NetCard card() {
        return card;
    }

    /** The driver, for monitors and the netdev. */
    private final class Guest implements CardEnd.Guest {
        @Override
        public VirtioLink link() {
            return link;
        }

        @Override
        public boolean receive(long address, int length) {
            return VirtioNet.this.receive(address, length);
        }

        @Override
        public void transmit() {
            transmitMore();
        }

        @Override
        public void announce() {
            queues.announce(filter.mac);
        }
    }
}
