package baton.command.net;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import baton.net.NetException;
import baton.net.Netdev;
import baton.net.Netdevs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@code netdev_del}: closes a network backend. */
public final class NetdevDelCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("netdev_del", "id:s", "id", "remove host network device");

    private final Supplier<Netdevs> network;

    /** Of what {@code network} has. */
    public NetdevDelCommand(Supplier<Netdevs> network) {
        this.network = network;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            network.get().remove(args.str("id"));
        } catch (NetException e) {
            throw NetRefusal.of(e);
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        List<String> ids = new ArrayList<>();
        for (Netdev netdev : network.get().all()) {
            ids.add(netdev.id());
        }
        return ids;
    }
}
