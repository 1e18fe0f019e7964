package baton.command.qom;

import baton.machine.tree.Property;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;
import java.math.BigInteger;

/** {@code qom-get}: the value of one property now; of a child or a link its path. */
public final class QomGet implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("qom-get", "Get a property of an object")
            .arg("path", Builtin.STR)
            .arg("property", Builtin.STR)
            .returns(Builtin.ANY)
            .allowPreconfig()
            .build();

    private final ObjectModel model;

    /** Looks into {@code model}. */
    public QomGet(ObjectModel model) {
        this.model = model;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public void run(ArgReader in, Reply reply) throws QmpException {
        QomNode node = model.tree().find(in.str("path"));
        String name = in.str("property");
        QomNode child = node.child(name);
        if (child != null) {
            reply.done(child.path());
        } else if (node.property(name) != null) {
            reply.done(value(node.property(name)));
        } else {
            throw QmpException.generic("Property '" + node.type() + "." + name + "' not found");
        }
    }

    /** Unsigned numbers of 64 bits are bit patterns inside. */
    static Object value(Property property) {
        if (property.type().equals("uint64") && property.value() instanceof Long bits && bits < 0) {
            return new BigInteger(Long.toUnsignedString(bits));
        }
        return property.value();
    }
}
