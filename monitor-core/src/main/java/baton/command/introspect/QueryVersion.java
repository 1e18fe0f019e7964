package baton.command.introspect;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpSession;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;

/** {@code query-version}: the QEMU release whose words these are. */
public final class QueryVersion implements QmpCommand {
    private static final ObjectType TRIPLE = ObjectType.named("VersionTriple")
            .member("major", Builtin.INT)
            .member("minor", Builtin.INT)
            .member("micro", Builtin.INT)
            .build();
    private static final ObjectType INFO = ObjectType.named("VersionInfo")
            .member("qemu", TRIPLE)
            .member("package", Builtin.STR)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("query-version", "Show the version")
            .returns(INFO)
            .allowPreconfig()
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(QmpSession.version());
    }
}
