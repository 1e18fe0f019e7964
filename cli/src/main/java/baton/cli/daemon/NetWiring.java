package baton.cli.daemon;

import baton.base.EventSink;
import baton.base.Reporter;
import baton.cli.options.NetdevOptions;
import baton.cli.options.OptionException;
import baton.cpr.state.DeviceFds;
import baton.device.virtio.net.VirtioNet;
import baton.mainloop.MainLoop;
import baton.migration.run.MigrationService;
import baton.migration.spi.FdSource;
import baton.monitor.FdStore;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.net.Announcement;
import baton.net.NetAddress;
import baton.net.NetCard;
import baton.net.NetException;
import baton.net.NetHost;
import baton.net.Netdevs;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The network of this process; nothing of it is loaded until the first netdev or question. */
final class NetWiring implements NetHost, Supplier<Netdevs>, DeviceFds, VirtioNet.Owner {
    private final MainLoop loop;
    private final EventSink events;
    private final FdStore fds;
    private final Reporter reporter;
    private FdSource inherited = FdSource.NONE;
    private MigrationService migration;
    private Netdevs netdevs;

    NetWiring(MainLoop loop, EventSink events, FdStore fds, Reporter reporter) {
        this.loop = loop;
        this.events = events;
        this.fds = fds;
        this.reporter = reporter;
    }

    /** Opens what the command line asks for; {@code left} by the process before this one. */
    void open(List<NetdevOptions> options, FdSource left) throws OptionException {
        inherited = left;
        for (NetdevOptions netdev : options) {
            try {
                get().create(netdev.config());
            } catch (NetException e) {
                throw new OptionException(netdev.where() + ": " + e.getMessage());
            }
        }
    }

    /** How often arrivals are announced is among the parameters of {@code service}. */
    void parameters(MigrationService service) {
        migration = service;
    }

    @Override
    public void arrived() {
        get().announce(Announcement.of(migration.parameters().toMap(), null));
    }

    @Override
    public void closed(NetCard card) {
        get().remove(card);
    }

    /** All netdevs and cards. */
    @Override
    public Netdevs get() {
        if (netdevs == null) {
            netdevs = new Netdevs(loop, this);
        }
        return netdevs;
    }

    /** As QEMU warns at start-up: what no card uses. */
    void warnOfUnused() {
        for (String id : netdevs == null ? List.<String>of() : netdevs.unused()) {
            reporter.warn("netdev " + id + " has no peer");
        }
    }

    @Override
    public Map<String, Fd> kept(boolean exec) {
        return kept();
    }

    /** Taps and datagram sockets, by name. */
    Map<String, Fd> kept() {
        return netdevs == null ? Map.of() : netdevs.kept();
    }

    @Override
    public Fd inherited(String name) {
        return inherited.take(name);
    }

    @Override
    public Fd descriptor(String name) throws NetException {
        if (!name.isEmpty() && Character.isDigit(name.charAt(0))) {
            try {
                Fd fd = Fd.owned(Integer.parseInt(name));
                fd.closeOnExec(true);
                return fd;
            } catch (NumberFormatException | ErrnoException e) {
                throw new NetException("Can't use file descriptor " + name + ": Bad file descriptor", e);
            }
        }
        Fd fd = fds.take(name);
        if (fd == null) {
            throw new NetException("File descriptor named '" + name + "' has not been found");
        }
        return fd;
    }

    @Override
    public void event(String name, String netdev, NetAddress address) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("netdev-id", netdev);
        if (address != null) {
            data.put("addr", object(address));
        }
        events.event(name, data);
    }

    private static Map<String, Object> object(NetAddress address) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (address instanceof NetAddress.Unix unix) {
            object.put("path", unix.path());
            object.put("type", "unix");
        } else if (address instanceof NetAddress.Inet inet) {
            object.put("host", inet.host());
            object.put("port", Integer.toString(inet.port()));
            object.put("type", "inet");
        } else {
            object.put("str", ((NetAddress.Descriptor) address).name());
            object.put("type", "fd");
        }
        return object;
    }

    @Override
    public void warn(String text) {
        reporter.warn(text);
    }

    void close() throws IOException {
        if (netdevs != null) {
            netdevs.close();
        }
    }
}
