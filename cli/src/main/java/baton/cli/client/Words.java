package baton.cli.client;

import baton.monitor.json.JsonReader;
import baton.monitor.json.JsonSyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments of a QMP command as words of a shell: {@code key=value}, {@code key.member=value}, or a whole JSON object. */
final class Words {
    private Words() {}

    /**
     * The arguments that {@code words} mean, in order. A value that is JSON is taken as such, everything else is text; a
     * text that looks like a number is put in quotes.
     *
     * @throws BadWord when a word is neither
     */
    static Map<String, Object> arguments(List<String> words) throws BadWord {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (String word : words) {
            if (word.startsWith("{")) {
                whole(word, arguments);
            } else {
                member(word, arguments);
            }
        }
        return arguments;
    }

    private static void whole(String word, Map<String, Object> arguments) throws BadWord {
        if (json(word) instanceof Map<?, ?> members) {
            for (Map.Entry<?, ?> member : members.entrySet()) {
                arguments.put(String.valueOf(member.getKey()), member.getValue());
            }
        }
    }

    private static void member(String word, Map<String, Object> arguments) throws BadWord {
        int equals = word.indexOf('=');
        if (equals <= 0) {
            throw new BadWord(word, "neither key=value nor a JSON object");
        }
        Map<String, Object> into = arguments;
        String key = word.substring(0, equals);
        for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.')) {
            into = inner(into, key.substring(0, dot));
            key = key.substring(dot + 1);
        }
        into.put(key, value(word.substring(equals + 1)));
    }

    private static Map<String, Object> inner(Map<String, Object> outer, String key) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (outer.get(key) instanceof Map<?, ?> before) {
            for (Map.Entry<?, ?> member : before.entrySet()) {
                members.put(String.valueOf(member.getKey()), member.getValue());
            }
        }
        outer.put(key, members);
        return members;
    }

    private static Object value(String text) throws BadWord {
        if (text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")) {
            return json(text);
        }
        boolean maybe = !text.isEmpty() && "-0123456789tfn".indexOf(text.charAt(0)) >= 0;
        try {
            return maybe ? JsonReader.parse(text) : text;
        } catch (JsonSyntaxException e) {
            return text;
        }
    }

    private static Object json(String text) throws BadWord {
        try {
            return JsonReader.parse(text);
        } catch (JsonSyntaxException e) {
            throw new BadWord(text, e.getMessage());
        }
    }
}
