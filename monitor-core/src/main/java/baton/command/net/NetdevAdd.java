package baton.command.net;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;
import baton.net.NetException;
import baton.net.NetdevParser;
import baton.net.Netdevs;
import java.util.function.Supplier;

/** {@code netdev_add}: opens a network backend. */
public final class NetdevAdd implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("netdev_add", "Add a network backend")
            .takes(NetTypes.NETDEV)
            .allowPreconfig()
            .build();

    private final Supplier<Netdevs> network;

    /** Adds to {@code network}. */
    public NetdevAdd(Supplier<Netdevs> network) {
        this.network = network;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            network.get().create(NetdevParser.parse(in.all(), true));
        } catch (NetException e) {
            throw NetRefusal.of(e);
        }
        reply.done();
    }
}
