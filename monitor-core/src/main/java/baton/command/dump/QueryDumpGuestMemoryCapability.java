package baton.command.dump;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.List;
import java.util.Map;

/** {@code query-dump-guest-memory-capability}: the formats there are. */
public final class QueryDumpGuestMemoryCapability implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named(
                    "query-dump-guest-memory-capability", "Show the formats a dump of memory can have")
            .returns(ObjectType.named("DumpGuestMemoryCapability")
                    .member("formats", ArrayType.of(DumpTypes.FORMAT))
                    .build())
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(Map.of("formats", List.of("elf")));
    }
}
