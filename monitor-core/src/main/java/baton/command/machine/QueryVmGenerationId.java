package baton.command.machine;

import baton.device.generation.GenerationId;
import baton.machine.board.Board;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.ObjectType;
import java.util.Map;

/** {@code query-vm-generation-id}: the number of {@code vmgenid}. */
public final class QueryVmGenerationId implements QmpCommand {
    private static final ObjectType INFO =
            ObjectType.named("GuidInfo").member("guid", Builtin.STR).build();
    private static final CommandSpec SPEC = CommandSpec.named(
                    "query-vm-generation-id", "Show the number that tells a guest that it may live twice")
            .returns(INFO)
            .build();

    private final Board board;

    /** Asks {@code board}. */
    public QueryVmGenerationId(Board board) {
        this.board = board;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        reply.done(Map.of("guid", number(board)));
    }

    /** What is shown, here and by the human monitor. */
    public static String number(Board board) throws QmpException {
        GenerationId device = board.generationId();
        if (device == null) {
            throw QmpException.generic("VM Generation ID device not found");
        }
        return device.text();
    }
}
