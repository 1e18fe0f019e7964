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
import java.util.List;

/** {@code device-list-properties}: the properties {@code -device} takes for a type. */
public final class DeviceListProperties implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named(
                    "device-list-properties", "List the properties of a device type")
            .arg("typename", Builtin.STR)
            .returns(ArrayType.of(QomInfo.TYPE))
            .build();

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        String type = in.str("typename");
        List<TypeProperty> properties = DeviceTypes.properties(type);
        if (properties != null) {
            reply.done(QomProperties.of(properties));
        } else if (QomType.named(type) != null
                && QomType.named(type).is("device")
                && !QomType.named(type).isAbstract()) {
            reply.done(List.of()); // the machine's own, with nothing to set
        } else if (QomType.named(type) != null) {
            throw QmpException.generic("Parameter 'typename' expects a non-abstract device type");
        } else {
            throw new QmpException(ErrorClass.DEVICE_NOT_FOUND, "Device '" + type + "' not found");
        }
    }
}
