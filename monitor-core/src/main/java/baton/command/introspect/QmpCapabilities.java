package baton.command.introspect;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EnumType;

/** {@code qmp_capabilities}: ends the negotiation every client begins with. */
public final class QmpCapabilities implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named(
                    "qmp_capabilities", "Enable QMP capabilities and begin command mode")
            .opt("enable", ArrayType.of(EnumType.of("QMPCapability", "oob")))
            .allowPreconfig()
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        reply.monitor().negotiate(in.has("enable") && in.strings("enable").contains("oob"));
        reply.done();
    }
}
