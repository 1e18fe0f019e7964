package baton.command.machine;

import baton.machine.memory.MemoryException;
import baton.machine.memory.MemoryObjects;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code object-del}: removes an object nothing uses. */
public final class ObjectDel implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("object-del", "Remove an object")
            .arg("id", Builtin.STR)
            .allowPreconfig()
            .build();

    private final MemoryObjects objects;

    /** Takes them out of {@code objects}. */
    public ObjectDel(MemoryObjects objects) {
        this.objects = objects;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        try {
            objects.remove(in.str("id"));
        } catch (MemoryException e) {
            throw QmpException.generic(e.getMessage());
        }
        reply.done();
    }
}
