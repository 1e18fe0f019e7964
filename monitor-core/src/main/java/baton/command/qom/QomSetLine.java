package baton.command.qom;

import baton.machine.tree.Property;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import baton.monitor.json.JsonReader;
import baton.monitor.json.JsonSyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code qom-set} of the human monitor. */
public final class QomSetLine implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "qom-set",
            "json:-j,path:s,property:s,value:S",
            "[-j] path property value",
            "set QOM property.\n\t\t\t-j: the value is specified in json format.");

    private final ObjectModel model;

    /** Changes what is in {@code model}. */
    public QomSetLine(ObjectModel model) {
        this.model = model;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        String text = args.str("value").strip();
        Property property = model.tree().find(args.str("path")).property(args.str("property"));
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("path", args.str("path"));
        arguments.put("property", args.str("property"));
        arguments.put("value", args.flag("json") ? json(text) : property == null ? text : value(property, text));
        Answered.by(new QomSet(model), arguments);
    }

    private static Object json(String text) throws QmpException {
        try {
            return JsonReader.parse(text);
        } catch (JsonSyntaxException e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    private static Object value(Property property, String text) throws QmpException {
        return switch (property.type()) {
            case "bool" -> switch (text) {
                case "on", "yes", "true", "y" -> true;
                case "off", "no", "false", "n" -> false;
                default -> throw QmpException.generic("Parameter '" + property.name() + "' expects 'on' or 'off'");
            };
            case "int", "uint8", "uint16", "uint32", "uint64", "int32", "int64", "size" -> number(property, text);
            default -> text;
        };
    }

    private static Long number(Property property, String text) throws QmpException {
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            throw QmpException.generic("Parameter '" + property.name() + "' expects " + property.type());
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() > 2 ? List.of() : QomWords.complete(model, words);
    }
}
