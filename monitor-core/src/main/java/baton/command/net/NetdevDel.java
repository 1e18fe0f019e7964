package baton.command.net;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.net.NetException;
import baton.net.Netdevs;
import java.util.function.Supplier;

/** {@code netdev_del}: closes a network backend. */
public final class NetdevDel implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("netdev_del", "Remove a network backend")
            .arg("id", Builtin.STR)
            .allowPreconfig()
            .build();

    private final Supplier<Netdevs> network;

    /** Takes it out of {@code network}. */
    public NetdevDel(Supplier<Netdevs> network) {
        this.network = network;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            network.get().remove(in.str("id"));
        } catch (NetException e) {
            throw NetRefusal.of(e);
        }
        reply.done();
    }
}
