package baton.command.hmp;

import baton.machine.memory.MemoryException;
import baton.machine.memory.MemoryObjects;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.List;

/** {@code object_del}: removes an object. */
public final class ObjectDelCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("object_del", "id:s", "id", "destroy QOM object");

    private final MemoryObjects objects;

    /** Takes it out of {@code objects}. */
    public ObjectDelCommand(MemoryObjects objects) {
        this.objects = objects;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            objects.remove(args.str("id"));
        } catch (MemoryException e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        return objects.ids();
    }
}
