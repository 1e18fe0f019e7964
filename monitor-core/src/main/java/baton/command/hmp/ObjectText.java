package baton.command.hmp;

import baton.base.SizeText;
import baton.command.machine.ObjectTypes;
import baton.monitor.QmpException;
import baton.monitor.json.JsonReader;
import baton.monitor.json.JsonSyntaxException;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.Member;
import baton.monitor.qmp.schema.ObjectType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Objects as {@code object_add} spells them: {@code type,id=ID,key=value}, a comma in a value doubled, or JSON. */
final class ObjectText {
    private static final String TYPE = "qom-type";

    private ObjectText() {}

    /** The properties, each of its declared type as far as a text can be; what is missing or too much is left to the check. */
    static Map<String, Object> parse(String text) throws QmpException {
        return text.startsWith("{") ? json(text) : keyValues(text);
    }

    @SuppressWarnings("unchecked") // a JSON object has String keys only
    private static Map<String, Object> json(String text) throws QmpException {
        try {
            return (Map<String, Object>) JsonReader.parse(text);
        } catch (JsonSyntaxException e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    private static Map<String, Object> keyValues(String text) throws QmpException {
        Map<String, String> words = new LinkedHashMap<>();
        for (int at = 0; at < text.length(); ) {
            int end = end(text, at);
            String part = text.substring(at, end);
            int equals = part.indexOf('=');
            if (equals < 0 && at > 0) {
                throw QmpException.generic("Expected '=' after parameter '" + part + "'");
            }
            String key = equals < 0 ? TYPE : part.substring(0, equals);
            words.put(key, part.substring(equals + 1).replace(",,", ","));
            at = end + 1;
        }
        return typed(words);
    }

    /** Where the part that begins at {@code from} ends: at a comma that is not doubled. */
    private static int end(String text, int from) {
        int at = text.indexOf(',', from);
        while (at >= 0 && at + 1 < text.length() && text.charAt(at + 1) == ',') {
            at = text.indexOf(',', at + 2);
        }
        return at < 0 ? text.length() : at;
    }

    private static Map<String, Object> typed(Map<String, String> words) throws QmpException {
        Map<String, Object> values = new LinkedHashMap<>(words);
        ObjectType variant = ObjectTypes.OPTIONS.variants().get(words.getOrDefault(TYPE, ""));
        if (variant != null) {
            for (Member member : variant.members()) {
                String word = words.get(member.name());
                if (word != null) {
                    values.put(member.name(), typed(member, word));
                }
            }
        }
        return values;
    }

    private static Object typed(Member member, String word) throws QmpException {
        if (member.type() == Builtin.BOOL) {
            return flag(member.name(), word);
        }
        try {
            if (member.type() == Builtin.SIZE) {
                return SizeText.parse(word, 1);
            }
            return member.type() == Builtin.UINT32 ? Long.valueOf(word) : word;
        } catch (NumberFormatException e) {
            throw QmpException.generic(
                    "Parameter '" + member.name() + "' expects " + member.type().name());
        }
    }

    private static Boolean flag(String name, String word) throws QmpException {
        return switch (word) {
            case "on", "yes", "true", "y" -> Boolean.TRUE;
            case "off", "no", "false", "n" -> Boolean.FALSE;
            default -> throw QmpException.generic("Parameter '" + name + "' expects 'on' or 'off'");
        };
    }
}
