package baton.net;

import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.mainloop.MainLoop;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Tap;
import java.io.IOException;

/**
 * One {@code -netdev}: frames between a card and the host. There may be no connection: then what is sent is lost. Nothing is
 * read while the guest stands still, nor before a card asks, so that a process that is getting ready takes no frame from
 * the one that runs the guest. Made by {@link Netdevs}.
 */
@MainLoopThread
public final class Netdev implements Closer.Resource {
    private final MainLoop loop;
    private final String id;
    private final String type;
    private Endpoint endpoint;
    private FrameLine line;
    private NetCard card;
    private boolean guestRuns;
    private boolean wanted;
    private boolean shared;
    private boolean linkUp = true;
    private int headerLength;

    Netdev(MainLoop loop, String id, String type) {
        this.loop = loop;
        this.id = id;
        this.type = type;
    }

    void endpoint(Endpoint chosen) {
        endpoint = chosen;
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** QEMU's name of its kind, such as {@code tap}. */
    public String type() {
        return type;
    }

    /** What {@code info network} says of it behind its type. */
    public String info() {
        return endpoint.info();
    }

    /** The card that uses it; null for none. */
    public NetCard card() {
        return card;
    }

    /** Gives it to a card, for good. */
    void attach(NetCard user) {
        card = user;
    }

    /** Whether frames can carry a virtio_net_hdr, and so be unfinished. */
    public boolean hasVnetHeader() {
        return endpoint.tap() != null && endpoint.tap().vnetHeader();
    }

    /** Bytes of virtio_net_hdr before each frame both ways; 0 for none. */
    public int headerLength() {
        return headerLength;
    }

    /**
     * The card and its driver have agreed; of a netdev that {@link #hasVnetHeader}.
     *
     * @param length of the header: 10 or 12
     * @param offloads what the card takes unfinished, bits of {@code Sys.TUN_F_*}
     */
    public void agree(int length, int offloads) throws ErrnoException {
        Tap.headerLength(endpoint.tap().fd(), length);
        Tap.offload(endpoint.tap().fd(), offloads);
        headerLength = length;
    }

    /**
     * Sends one frame.
     *
     * @param address of its first byte, headers included; valid during the call
     * @return false when the host takes none now: {@link NetCard#writable} follows
     */
    public boolean send(long address, int length) {
        return line == null || !linkUp || line.send(address, length);
    }

    /** The card has room: frames come, first the one it refused; not from within this call. */
    public void resume() {
        wanted = true;
        listen();
    }

    /** The guest runs, or stands still: then nothing is read for it. Said by its card. */
    public void guestRuns(boolean runs) {
        guestRuns = runs;
        listen();
        if (!runs && shared && line != null) {
            line.settle();
        }
    }

    /** From now on another process may have the descriptor too, and goes on with it once the guest stands still here. */
    void share() {
        shared = true;
    }

    /** Whether the cable is in, at this end. */
    boolean linkUp() {
        return linkUp;
    }

    /** {@code set_link}. */
    void link(boolean up) {
        linkUp = up;
        if (card != null) {
            card.link(up);
        }
    }

    private void listen() {
        if (line != null) {
            line.reading(guestRuns && wanted && card != null);
        }
    }

    /** The host's end is there. Takes ownership of {@code frames}. */
    void connect(Frames frames) {
        line = new FrameLine(loop, frames, new FrameLine.Owner() {
            @Override
            public boolean received(long address, int length) {
                wanted = !linkUp || card.received(address, length);
                return wanted;
            }

            @Override
            public void writable() {
                if (card != null) {
                    card.writable();
                }
            }

            @Override
            public void ended(String why) {
                endpoint.ended();
            }
        });
        listen();
    }

    boolean connected() {
        return line != null;
    }

    /** The descriptor of the connection; null for none. Stays its owner's. */
    Fd descriptor() {
        return line == null ? null : line.fd();
    }

    /** The host's end is gone. A card that waited to send goes on, and what it sends is lost. */
    void disconnect() {
        FrameLine lost = line;
        line = null;
        if (lost == null) {
            return;
        }
        try {
            lost.close();
        } catch (IOException e) {
            // Its descriptor is released all the same, and the peer is gone.
            return;
        } finally {
            if (card != null) {
                card.writable();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            if (line != null) {
                closer.add(line);
            }
            if (endpoint != null) {
                closer.add(endpoint);
            }
            line = null;
        }
    }
}
