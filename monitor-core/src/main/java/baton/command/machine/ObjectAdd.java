package baton.command.machine;

import baton.machine.memory.MemoryObjects;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code object-add}: makes a memory backend, or keeps a secret. */
public final class ObjectAdd implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("object-add", "Create an object")
            .takes(ObjectTypes.OPTIONS)
            .allowPreconfig()
            .build();

    private final MemoryObjects objects;

    /** Puts them into {@code objects}. */
    public ObjectAdd(MemoryObjects objects) {
        this.objects = objects;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        NewObject.add(objects, in.all());
        reply.done();
    }
}
