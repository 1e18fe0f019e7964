package baton.command.dump;

import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.CommonTypes;

/** {@code query-dump}: how far a dump is. */
public final class QueryDump implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("query-dump", "Show how far a dump of memory is")
            .returns(CommonTypes.DUMP_RESULT)
            .build();

    private final Dumps dumps;

    /** Shows the state of {@code dumps}. */
    public QueryDump(Dumps dumps) {
        this.dumps = dumps;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) {
        reply.done(dumps.info());
    }
}
