package baton.command.introspect;

import baton.command.qom.QomInfo;
import baton.monitor.ErrorClass;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code qom-list-properties}: the properties of a type. */
public final class QomListProperties implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named(
                    "qom-list-properties", "List the properties of an object type")
            .arg("typename", Builtin.STR)
            .returns(ArrayType.of(QomInfo.TYPE))
            .allowPreconfig()
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        String type = in.str("typename");
        if (QomType.named(type) != null) {
            reply.done(QomProperties.of(type));
            return;
        }
        throw new QmpException(ErrorClass.DEVICE_NOT_FOUND, "Class '" + type + "' not found");
    }
}
