package baton.command.net;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import baton.net.NetCard;
import baton.net.NetException;
import baton.net.Netdev;
import baton.net.Netdevs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@code set_link}: plugs a network cable in or pulls it out. */
public final class SetLinkCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("set_link", "name:s,up:b", "name on|off", "change the link status of a network adapter");

    private final Supplier<Netdevs> network;

    /** Of what {@code network} has. */
    public SetLinkCommand(Supplier<Netdevs> network) {
        this.network = network;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            network.get().link(args.str("name"), args.flag("up"));
        } catch (NetException e) {
            throw NetRefusal.of(e);
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        List<String> names = new ArrayList<>();
        if (words.size() == 1) {
            for (Netdev netdev : network.get().all()) {
                names.add(netdev.id());
            }
            for (NetCard card : network.get().cards()) {
                names.add(card.name());
            }
        }
        return names;
    }
}
