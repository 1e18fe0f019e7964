package baton.command;

import baton.command.net.AnnounceSelf;
import baton.command.net.NetdevAdd;
import baton.command.net.NetdevDel;
import baton.command.net.QueryRxFilter;
import baton.command.net.SetLink;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;
import baton.net.Netdevs;
import java.util.function.Supplier;

/** QMP's commands about networks. */
final class NetCommands implements QmpCommands {
    private static final String[] NAMES = {"announce-self", "netdev_add", "netdev_del", "query-rx-filter", "set_link"};

    private final Supplier<Netdevs> network;

    NetCommands(Supplier<Netdevs> network) {
        this.network = network;
    }

    @Override
    public QmpCommand find(String name) {
        return switch (name) {
            case "announce-self" -> new AnnounceSelf(network);
            case "netdev_add" -> new NetdevAdd(network);
            case "netdev_del" -> new NetdevDel(network);
            case "query-rx-filter" -> new QueryRxFilter(network);
            case "set_link" -> new SetLink(network);
            default -> null;
        };
    }

    @Override
    public String[] names() {
        return NAMES.clone();
    }
}
