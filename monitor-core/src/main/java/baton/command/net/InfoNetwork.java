package baton.command.net;

import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import baton.net.Netdevs;
import java.util.function.Supplier;

/** {@code info network}: cards and network backends. */
public final class InfoNetwork implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("network", "", "", "show the network state");

    private final Supplier<Netdevs> network;

    /** Of what {@code network} has. */
    public InfoNetwork(Supplier<Netdevs> network) {
        this.network = network;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        out.print(NetworkList.of(network.get()));
    }
}
