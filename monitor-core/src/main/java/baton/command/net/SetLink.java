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

/** {@code set_link}: plugs a network cable in or pulls it out. */
public final class SetLink implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("set_link", "Set the link status of a network card")
            .arg("name", Builtin.STR)
            .arg("up", Builtin.BOOL)
            .build();

    private final Supplier<Netdevs> network;

    /** Of what {@code network} has. */
    public SetLink(Supplier<Netdevs> network) {
        this.network = network;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            network.get().link(in.str("name"), in.bool("up"));
        } catch (NetException e) {
            throw NetRefusal.of(e);
        }
        reply.done();
    }
}
