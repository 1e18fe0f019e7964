package baton.cli.options;

import baton.monitor.json.JsonReader;
import baton.monitor.json.JsonSyntaxException;
import java.util.Map;

/** An option's argument that is a JSON object, as {@code -object '{"qom-type": ...}'}. */
final class JsonArgument {
    private JsonArgument() {}

    /** Whether QEMU would take this argument for JSON. */
    static boolean looksLike(String text) {
        return text.startsWith("{");
    }

    /** Parses one object and nothing after it. */
    static Map<String, Object> parse(String where, String text) throws OptionException {
        try {
            return KeyValue.asMap(JsonReader.parse(text));
        } catch (JsonSyntaxException e) {
            throw OptionException.at(where, e.getMessage());
        }
    }
}
