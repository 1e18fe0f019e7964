package baton.command.machine;

import baton.machine.board.Board;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;
import java.util.List;

/** {@code query-acpi-ospm-status}: what the guest reported of slots by ACPI: a machine with ACPI has none. */
public final class QueryAcpiOspmStatus implements QmpCommand {
    private static final ObjectType INFO = ObjectType.named("ACPIOSTInfo")
            .optional("device", Builtin.STR)
            .member("slot", Builtin.STR)
            .member("slot-type", EnumType.of("ACPISlotType", "DIMM", "CPU"))
            .member("source", Builtin.INT)
            .member("status", Builtin.INT)
            .build();
    private static final CommandSpec SPEC = CommandSpec.named(
                    "query-acpi-ospm-status", "Show what the guest said of plugged devices")
            .returns(ArrayType.of(INFO))
            .build();

    private final Board board;

    /** Asks {@code board}. */
    public QueryAcpiOspmStatus(Board board) {
        this.board = board;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        if (board.power() == null) {
            throw QmpException.generic("command is not supported, missing ACPI device");
        }
        reply.done(List.of());
    }
}
