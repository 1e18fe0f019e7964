package baton.cli.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an option's argument that is a JSON object, as {@code -object '{"qom-type": ...}'}. Strings may have single
 * quotes, as QEMU allows. Values are String, Long, Double, Boolean, null, Map and List. The monitor's reader is for
 * endless input and brings a library; this one is for a line and brings none to a start-up that needs no more.
 */
final class JsonArgument {
    private static final int MAX_DEPTH = 64;

    private final String where;
    private final String text;
    private int at;

    private JsonArgument(String where, String text) {
        this.where = where;
        this.text = text;
    }

    /** Whether QEMU would take this argument for JSON. */
    static boolean looksLike(String text) {
        return text.startsWith("{");
    }

    /** Parses one object and nothing after it. */
    static Map<String, Object> parse(String where, String text) throws OptionException {
        JsonArgument json = new JsonArgument(where, text);
        Map<String, Object> object = KeyValue.asMap(json.value(0));
        json.blanks();
        if (json.at < text.length()) {
            throw json.error("expecting value");
        }
        return object;
    }

    private Object value(int depth) throws OptionException {
        if (depth > MAX_DEPTH) {
            throw OptionException.at(where, "JSON nesting depth limit exceeded");
        }
        char c = next();
        if (c == '{') {
            return object(depth);
        }
        if (c == '[') {
            return list(depth);
        }
        if (c == '"' || c == '\'') {
            return string(c);
        }
        at--;
        return scalar();
    }

    private Map<String, Object> object(int depth) throws OptionException {
        Map<String, Object> object = new LinkedHashMap<>();
        char c = next();
        while (c != '}') {
            if (c != '"' && c != '\'') {
                throw error("key is not a string in object");
            }
            String key = string(c);
            if (next() != ':') {
                throw error("missing : in object pair");
            }
            if (object.containsKey(key)) {
                throw error("duplicate key");
            }
            object.put(key, value(depth + 1));
            c = next();
            if (c == ',') {
                c = next();
            } else if (c != '}') {
                throw error("expected separator in dict");
            }
        }
        return object;
    }

    private List<Object> list(int depth) throws OptionException {
        List<Object> list = new ArrayList<>();
        if (next() == ']') {
            return list;
        }
        at--;
        while (true) {
            list.add(value(depth + 1));
            char c = next();
            if (c == ']') {
                return list;
            }
            if (c != ',') {
                throw error("expected separator in list");
            }
        }
    }

    private String string(char quote) throws OptionException {
        StringBuilder string = new StringBuilder();
        for (char c = raw(); c != quote; c = raw()) {
            if (c < ' ') {
                throw error("invalid character in string");
            }
            string.append(c == '\\' ? escape() : c);
        }
        return string.toString();
    }

    private char escape() throws OptionException {
        char c = raw();
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\'', '\\', '/' -> c;
            case 'u' -> unicode();
            default -> throw error("invalid escape sequence '\\" + c + "' in string");
        };
    }

    private char unicode() throws OptionException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(raw(), 16);
            if (digit < 0) {
                throw error("invalid escape sequence in string");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private Object scalar() throws OptionException {
        int from = at;
        while (at < text.length() && ",]} \t\r\n:{[\"'".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        switch (word) {
            case "true":
                return Boolean.TRUE;
            case "false":
                return Boolean.FALSE;
            case "null":
                return null;
            default:
                return number(word);
        }
    }

    private Object number(String word) throws OptionException {
        char last = word.isEmpty() ? ' ' : word.charAt(word.length() - 1);
        Long whole = word.startsWith("0x") || word.startsWith("+") ? null : Values.number(word);
        if (whole != null) {
            return whole;
        }
        if (last < '0' || last > '9' || Values.letter(word.charAt(0))) {
            throw error("invalid keyword '" + word + "'");
        }
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            throw error("invalid keyword '" + word + "'");
        }
    }

    private char next() throws OptionException {
        blanks();
        return raw();
    }

    private char raw() throws OptionException {
        if (at == text.length()) {
            throw error("premature EOI");
        }
        return text.charAt(at++);
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private OptionException error(String text) {
        return OptionException.at(where, "JSON parse error, " + text);
    }
}
