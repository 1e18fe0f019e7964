package baton.command.block;

import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;

/** {@code transaction}: several actions or none; of QEMU's there is only the one that undoes all others. */
public final class Transaction implements QmpCommand {
    private static final ObjectType ABORT = ObjectType.named("AbortWrapper")
            .member("data", ObjectType.named("Abort").build())
            .build();
    private static final ObjectType ACTION = ObjectType.named("TransactionAction")
            .member("type", EnumType.of("TransactionActionKind", "abort"))
            .tag("type")
            .when("abort", ABORT)
            .build();
    private static final ObjectType PROPERTIES = ObjectType.named("TransactionProperties")
            .optional("completion-mode", EnumType.of("ActionCompletionMode", "individual", "grouped"))
            .build();
    private static final CommandSpec SPEC = CommandSpec.named("transaction", "Do several things, or none of them")
            .arg("actions", ArrayType.of(ACTION))
            .opt("properties", PROPERTIES)
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        if (in.objects("actions").isEmpty()) {
            reply.done();
            return;
        }
        boolean grouped = in.has("properties")
                && in.object("properties").strOr("completion-mode", "").equals("grouped");
        throw QmpException.generic(
                grouped
                        ? "Action 'abort' does not support transaction property completion-mode = grouped"
                        : "Transaction aborted using Abort action");
    }
}
