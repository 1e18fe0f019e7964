package baton.command.hmp;

import baton.command.machine.NewObject;
import baton.command.machine.ObjectTypes;
import baton.machine.memory.MemoryObjects;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code object_add}: makes an object. */
public final class ObjectAddCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("object_add", "object:S", "[qom-type=]type,id=str[,prop=value][,...]", "create QOM object");

    private final MemoryObjects objects;

    /** Puts it into {@code objects}. */
    public ObjectAddCommand(MemoryObjects objects) {
        this.objects = objects;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        NewObject.add(objects, ObjectTypes.OPTIONS.checkArguments(ObjectText.parse(args.str("object"))));
    }

    @Override
    public List<String> complete(List<String> words) {
        List<String> types = new ArrayList<>();
        for (String type : ObjectTypes.OPTIONS.variants().keySet()) {
            types.add(type + ",id=");
        }
        return types;
    }
}
