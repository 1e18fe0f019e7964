package baton.command.net;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.net.NetCard;
import baton.net.Netdevs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code query-rx-filter}: which frames cards let through. */
public final class QueryRxFilter implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("query-rx-filter", "Show the filters of network cards")
            .opt("name", Builtin.STR)
            .returns(ArrayType.of(NetTypes.RX_FILTER))
            .build();

    private final Supplier<Netdevs> network;

    /** Shows those of {@code network}. */
    public QueryRxFilter(Supplier<Netdevs> network) {
        this.network = network;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        String name = in.strOr("name", null);
        List<Object> filters = new ArrayList<>();
        for (NetCard card : network.get().cards()) {
            if (name == null || name.equals(card.name())) {
                Map<String, Object> filter = card.rxFilter();
                if (filter != null) {
                    filters.add(filter);
                } else if (name != null) {
                    throw QmpException.generic("net client(" + name + ") doesn't support rx-filter querying");
                }
            }
        }
        if (filters.isEmpty() && name != null) {
            boolean netdev = network.get().find(name) != null;
            throw QmpException.generic(
                    netdev ? "net client(" + name + ") isn't a NIC" : "invalid net client name: " + name);
        }
        reply.done(filters);
    }
}
