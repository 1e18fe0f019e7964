package baton.net;

import baton.mainloop.MainLoop;
import baton.nat.libc.Datagrams;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Tap;
import java.io.IOException;

/** Makes a {@link Netdev} of what was asked for. Main loop. */
final class NetdevFactory {
    private final MainLoop loop;
    private final NetHost host;

    NetdevFactory(MainLoop loop, NetHost host) {
        this.loop = loop;
        this.host = host;
    }

    Netdev open(NetdevConfig config) throws NetException {
        Netdev netdev = new Netdev(loop, config.id(), config.type());
        if (config instanceof NetdevConfig.Tap tap) {
            tap(netdev, tap);
        } else if (config instanceof NetdevConfig.Stream stream) {
            stream(netdev, stream);
        } else if (config instanceof NetdevConfig.Passt passt) {
            passt(netdev, passt);
        } else {
            dgram(netdev, (NetdevConfig.Dgram) config);
        }
        return netdev;
    }

    private void tap(Netdev netdev, NetdevConfig.Tap config) throws NetException {
        Fd kept = config.cpr() ? host.inherited(Netdevs.keptName(config.id())) : null;
        Tap tap;
        if (kept != null) {
            tap = attached(kept, config.id());
        } else if (config.fd() != null) {
            tap = attached(host.descriptor(config.fd()), config.fd());
        } else {
            tap = opened(config);
        }
        String info = config.fd() == null
                ? "ifname=" + tap.name() + ",script=no,downscript=no"
                : "fd=" + tap.fd().number();
        netdev.endpoint(new FixedEndpoint(netdev, info, tap));
        netdev.connect(new TapFrames(tap.fd()));
    }

    private static Tap opened(NetdevConfig.Tap config) throws NetException {
        try {
            return Tap.open(config.ifname() == null ? "tap%d" : config.ifname(), config.vnetHeader());
        } catch (ErrnoException e) {
            if (e.call().equals("open")) {
                throw new NetException("could not open /dev/net/tun: " + e.getMessage(), e);
            }
            String name = config.ifname() == null ? "" : " (" + config.ifname() + ")";
            throw new NetException("could not configure /dev/net/tun" + name + ": " + e.getMessage(), e);
        }
    }

    private static Tap attached(Fd fd, String name) throws NetException {
        try {
            return Tap.of(fd);
        } catch (ErrnoException e) {
            closeQuietly(fd);
            throw new NetException("Unable to query TUNGETIFF on FD " + name + ": " + e.getMessage(), e);
        }
    }

    private void stream(Netdev netdev, NetdevConfig.Stream config) throws NetException {
        Fd kept = host.inherited(Netdevs.keptName(config.id()));
        if (config.address() instanceof NetAddress.Descriptor given) {
            Fd fd = kept == null ? host.descriptor(given.name()) : kept;
            if (config.type().equals("socket") && isDatagram(fd)) {
                datagrams(netdev, fd, null, "fd=" + fd.number());
                return;
            }
            StreamEndpoint endpoint = new StreamEndpoint(loop, netdev, config, host);
            netdev.endpoint(endpoint);
            endpoint.adopt(fd);
            return;
        }
        StreamEndpoint endpoint = new StreamEndpoint(loop, netdev, config, host);
        netdev.endpoint(endpoint);
        endpoint.open(kept);
    }

    private void passt(Netdev netdev, NetdevConfig.Passt config) throws NetException {
        Fd kept = host.inherited(Netdevs.keptName(config.id()));
        Fd socket = kept == null ? Passt.start(config) : kept;
        try {
            socket.nonBlocking(true);
            socket.closeOnExec(true);
        } catch (ErrnoException e) {
            throw new NetException("can't use file descriptor: " + e.getMessage(), e);
        }
        netdev.endpoint(new FixedEndpoint(netdev, "passt", null));
        netdev.connect(new StreamFrames(socket));
    }

    private void dgram(Netdev netdev, NetdevConfig.Dgram config) throws NetException {
        Fd kept = host.inherited(Netdevs.keptName(config.id()));
        if (config.local() instanceof NetAddress.Descriptor given) {
            Fd fd = kept == null ? host.descriptor(given.name()) : kept;
            datagrams(netdev, fd, null, "fd=" + fd.number());
            return;
        }
        Datagrams.Address peer = Sides.datagramAddress(config.remote());
        boolean unix = config.local() instanceof NetAddress.Unix;
        String info = "udp=" + Sides.text(config.local()) + (unix ? ":" : "/") + Sides.text(config.remote());
        datagrams(netdev, kept == null ? Sides.datagrams(config.local()) : kept, peer, info);
    }

    private static void datagrams(Netdev netdev, Fd fd, Datagrams.Address peer, String info) throws NetException {
        try {
            fd.nonBlocking(true);
            fd.closeOnExec(true);
        } catch (ErrnoException e) {
            throw new NetException("can't use file descriptor: " + e.getMessage(), e);
        }
        netdev.endpoint(new FixedEndpoint(netdev, info, null));
        netdev.connect(new DatagramFrames(fd, peer));
    }

    private static boolean isDatagram(Fd fd) throws NetException {
        try {
            return Datagrams.isOne(fd);
        } catch (ErrnoException e) {
            fd.release();
            throw new NetException("can't get socket option SO_TYPE", e);
        }
    }

    static void closeQuietly(Fd fd) {
        try {
            fd.close();
        } catch (IOException e) {
            // It is no use to anybody, and its number is free.
            return;
        }
    }
}
