package baton.command.net;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import baton.net.NetException;
import baton.net.NetdevParser;
import baton.net.Netdevs;
import java.util.List;
import java.util.function.Supplier;

/** {@code netdev_add}: opens a network backend. */
public final class NetdevAddCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "netdev_add",
            "netdev:O",
            "[user|tap|socket|stream|dgram|vde|bridge|hubport|netmap|vhost-user],id=str[,prop=value][,...]",
            "add host network device");

    private final Supplier<Netdevs> network;

    /** Of what {@code network} has. */
    public NetdevAddCommand(Supplier<Netdevs> network) {
        this.network = network;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            network.get().create(NetdevParser.parse(NetworkText.parse(args.str("netdev")), false));
        } catch (NetException e) {
            throw NetRefusal.of(e);
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        return List.of("dgram,id=", "passt,id=", "socket,id=", "stream,id=", "tap,id=", "user,id=");
    }
}
