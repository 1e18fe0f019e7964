package baton.command.net;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.net.Announcement;
import baton.net.Netdevs;
import java.util.function.Supplier;

/** {@code announce-self}: tells the network where the guest is. */
public final class AnnounceSelf implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("announce-self", "Announce network cards")
            .arg("initial", Builtin.INT)
            .arg("max", Builtin.INT)
            .arg("rounds", Builtin.INT)
            .arg("step", Builtin.INT)
            .opt("interfaces", ArrayType.of(Builtin.STR))
            .opt("id", Builtin.STR)
            .build();

    private final Supplier<Netdevs> network;

    /** Announces the cards of {@code network}. */
    public AnnounceSelf(Supplier<Netdevs> network) {
        this.network = network;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        Announcement how = new Announcement(
                in.integer("initial"),
                in.integer("max"),
                in.integer("rounds"),
                in.integer("step"),
                in.has("interfaces") ? in.strings("interfaces") : null);
        network.get().announce(how);
        reply.done();
    }
}
