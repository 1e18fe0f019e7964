package baton.command.qom;

import baton.machine.tree.Property;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code qom-list}: what an object has, its children among them. */
public final class QomList implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("qom-list", "List the properties of an object")
            .arg("path", Builtin.STR)
            .returns(ArrayType.of(QomInfo.TYPE))
            .allowPreconfig()
            .build();

    private final ObjectModel model;

    /** Looks into {@code model}. */
    public QomList(ObjectModel model) {
        this.model = model;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        List<Map<String, Object>> infos = new ArrayList<>();
        for (Property property : model.tree().find(in.str("path")).properties()) {
            infos.add(QomInfo.of(property));
        }
        reply.done(infos);
    }
}
