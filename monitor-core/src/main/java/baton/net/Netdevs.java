package baton.net;

import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.mainloop.MainLoop;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All network backends of the process and the cards that use them, in the order they were made. Owns the backends. */
@MainLoopThread
public final class Netdevs implements Closer.Resource {
    private final MainLoop loop;
    private final NetHost host;
    private final Map<String, Netdev> netdevs = new LinkedHashMap<>();
    private final Map<String, Boolean> kept = new LinkedHashMap<>();
    private final List<NetCard> cards = new ArrayList<>();
    private final Announcer announcer;

    /** Starts without any. */
    public Netdevs(MainLoop loop, NetHost host) {
        this.loop = loop;
        this.host = host;
        this.announcer = new Announcer(loop, this);
    }

    /**
     * Opens one.
     *
     * @throws NetException it could not be opened
     */
    public Netdev create(NetdevConfig config) throws NetException {
        if (netdevs.containsKey(config.id()) || card(config.id()) != null) {
            throw new NetException("Duplicate ID '" + config.id() + "'");
        }
        Netdev made = new NetdevFactory(loop, host).open(config);
        netdevs.put(config.id(), made);
        kept.put(config.id(), !(config instanceof NetdevConfig.Tap tap) || tap.cpr());
        return made;
    }

    /** The one with this id; null for none. */
    public Netdev find(String id) {
        return netdevs.get(id);
    }

    /** All of them. */
    public List<Netdev> all() {
        return List.copyOf(netdevs.values());
    }

    /** Ids of those that no card uses. */
    public List<String> unused() {
        List<String> ids = new ArrayList<>();
        for (Netdev netdev : netdevs.values()) {
            if (netdev.card() == null) {
                ids.add(netdev.id());
            }
        }
        return ids;
    }

    /** A card is there; it uses {@code netdev}, or nothing when that is null. */
    public void add(NetCard card, Netdev netdev) {
        cards.add(card);
        if (netdev != null) {
            netdev.attach(card);
        }
    }

    /** A card was taken out ({@code device_del}); its netdev may be given to another. */
    public void remove(NetCard card) {
        cards.remove(card);
        for (Netdev netdev : netdevs.values()) {
            if (netdev.card() == card) {
                netdev.attach(null);
            }
        }
    }

    /** Every card. */
    public List<NetCard> cards() {
        return List.copyOf(cards);
    }

    /** The netdev a card uses; null for none. */
    public Netdev of(NetCard card) {
        for (Netdev netdev : netdevs.values()) {
            if (netdev.card() == card) {
                return netdev;
            }
        }
        return null;
    }

    private NetCard card(String name) {
        for (NetCard card : cards) {
            if (card.name().equals(name)) {
                return card;
            }
        }
        return null;
    }

    /**
     * Closes one and forgets it ({@code netdev_del}). Its card goes on with the cable pulled out.
     *
     * @throws NetException there is none
     */
    public void remove(String id) throws NetException {
        Netdev netdev = netdevs.remove(id);
        if (netdev == null) {
            throw NetException.notFound(id);
        }
        NetCard card = netdev.card();
        netdev.attach(null);
        if (card != null) {
            card.link(false);
        }
        try {
            netdev.close();
        } catch (IOException e) {
            throw new NetException("netdev '" + id + "' is closed, with an error: " + e.getMessage(), e);
        }
    }

    /**
     * {@code set_link}: of a netdev or of a card.
     *
     * @throws NetException there is none of that name
     */
    public void link(String name, boolean up) throws NetException {
        Netdev netdev = netdevs.get(name);
        NetCard card = card(name);
        if (netdev != null) {
            netdev.link(up);
        } else if (card != null) {
            card.link(up);
        } else {
            throw NetException.notFound(name);
        }
    }

    /** Tells the network where the guest's cards are, from now on for a while. */
    public void announce(Announcement how) {
        announcer.begin(how);
    }

    /** The name under which a netdev's descriptor goes to the next process. */
    static String keptName(String id) {
        return "netdev/" + id;
    }

    /**
     * What goes on with the guest into another process: name, then descriptor, which stays the netdev's. Fixed while a
     * migration is under way.
     */
    public Map<String, Fd> kept() {
        Map<String, Fd> fds = new LinkedHashMap<>();
        for (Netdev netdev : netdevs.values()) {
            if (netdev.connected() && kept.get(netdev.id())) {
                netdev.share();
                fds.put(keptName(netdev.id()), netdev.descriptor());
            }
        }
        return fds;
    }

    @Override
    public void close() throws IOException {
        announcer.end();
        try (Closer closer = new Closer()) {
            for (Netdev netdev : netdevs.values()) {
                closer.add(netdev);
            }
            netdevs.clear();
        }
    }
}
