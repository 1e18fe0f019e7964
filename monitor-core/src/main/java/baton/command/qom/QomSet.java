package baton.command.qom;

import baton.machine.tree.Property;
import baton.machine.tree.PropertyRefused;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommandSpec;

/** {@code qom-set}: changes a property, if whoever owns it lets that happen. */
public final class QomSet implements QmpCommand {
    private static final CommandSpec SPEC = CommandSpec.named("qom-set", "Set a property of an object")
            .arg("path", Builtin.STR)
            .arg("property", Builtin.STR)
            .arg("value", Builtin.ANY)
            .allowPreconfig()
            .build();

    private final ObjectModel model;

    /** Looks into {@code model}. */
    public QomSet(ObjectModel model) {
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
        if (node.property(name) == null && node.child(name) == null) {
            throw QmpException.generic("Property '" + node.type() + "." + name + "' not found");
        }
        if (node.property(name) == null || !set(node.property(name), in.value("value"))) {
            throw QmpException.generic(refusal(node, name));
        }
        reply.done();
    }

    private static boolean set(Property property, Object value) throws QmpException {
        try {
            return property.set(value);
        } catch (PropertyRefused e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    private static String refusal(QomNode node, String name) {
        boolean inherent = node.child(name) != null || isFixed(name);
        QomNode.Refusal why = inherent ? QomNode.Refusal.NOT_WRITABLE : node.refusal();
        return switch (why) {
            case NOT_WRITABLE -> "Property '" + node.type() + "." + name + "' is not writable";
            case IN_USE -> name.equals("size")
                    ? "cannot change property size of " + node.type() + " "
                    : "cannot change property value";
            case REALIZED -> "Attempt to set property '" + name + "' on " + device(node) + " (type '" + node.type()
                    + "') after it was realized";
        };
    }

    private static boolean isFixed(String name) {
        return switch (name) {
            case "type", "hotplugged", "hotpluggable" -> true;
            default -> false;
        };
    }

    private static String device(QomNode node) {
        return node.shortName().isEmpty() ? "anonymous device" : "device '" + node.shortName() + "'";
    }
}
