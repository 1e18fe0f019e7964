package baton.cli.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * QEMU's keyval syntax, stricter than QemuOpts and with structure: {@code value,a.b=c,list.0=d}. Every key needs its
 * {@code =}; dots make nested maps, keys that are all numbers make lists. Leaves are strings.
 */
final class KeyValue {
    private static final int MAX_FRAGMENT = 127;
    private static final int MAX_DEPTH = 64;

    private final String where;
    private final Map<String, Object> root;
    private boolean help;

    private KeyValue(String where, Map<String, Object> root) {
        this.where = where;
        this.root = root;
    }

    /**
     * Parses {@code text} into {@code root}, where later keys replace earlier ones.
     *
     * @param implied the key of a first value without {@code =}
     * @return whether {@code help} was among the keys
     */
    static boolean parseInto(Map<String, Object> root, String where, String text, String implied)
            throws OptionException {
        KeyValue parser = new KeyValue(where, root);
        int at = 0;
        while (at < text.length()) {
            at = parser.one(text, at, at == 0 ? implied : null);
        }
        return parser.help;
    }

    /** Parses one argument; lists are made of numbered keys. */
    static Map<String, Object> parse(String where, String text, String implied) throws OptionException {
        Map<String, Object> root = new LinkedHashMap<>();
        parseInto(root, where, text, implied);
        Map<String, Object> listed = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : root.entrySet()) {
            listed.put(entry.getKey(), listify(where, entry.getKey(), entry.getValue()));
        }
        return listed;
    }

    private int one(String text, int from, String implied) throws OptionException {
        int end = from;
        while (end < text.length() && text.charAt(end) != '=' && text.charAt(end) != ',') {
            end++;
        }
        boolean pair = end < text.length() && text.charAt(end) == '=';
        String key = text.substring(from, end);
        if (!pair && (key.equals("help") || key.equals("?"))) {
            help = true;
            return end + 1;
        }
        if (!pair && implied != null && !key.isEmpty()) {
            put(implied, key);
            return end + 1;
        }
        checkKey(key);
        if (!pair) {
            throw OptionException.at(where, "Expected '=' after parameter '" + key + "'");
        }
        int valueEnd = TextArguments.valueEnd(text, end + 1);
        put(key, TextArguments.unescape(text, end + 1, valueEnd));
        return valueEnd + 1;
    }

    private void checkKey(String key) throws OptionException {
        int from = 0;
        boolean good = !key.isEmpty();
        for (int depth = 1; good && from <= key.length(); depth++) {
            int dot = key.indexOf('.', from);
            int to = dot < 0 ? key.length() : dot;
            good = depth <= MAX_DEPTH && to - from <= MAX_FRAGMENT && fragment(key, from, to);
            from = to + 1;
        }
        if (!good) {
            throw OptionException.at(where, "Invalid parameter '" + key + "'");
        }
    }

    private static boolean fragment(String key, int from, int to) {
        if (from == to) {
            return false;
        }
        String part = key.substring(from, to);
        if (from > 0 && isIndex(part)) {
            return true;
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean inner = i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '_');
            if (!Values.letter(c) && !inner) {
                return false;
            }
        }
        return true;
    }

    private void put(String key, String value) throws OptionException {
        Map<String, Object> map = root;
        int from = 0;
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', from)) {
            Object inner = map.get(key.substring(from, dot));
            if (inner instanceof String) {
                throw OptionException.at(where, "Parameters '" + key.substring(0, dot) + ".*' used inconsistently");
            }
            map = inner == null ? nested(map, key.substring(from, dot)) : asMap(inner);
            from = dot + 1;
        }
        if (map.get(key.substring(from)) instanceof Map) {
            throw OptionException.at(where, "Parameters '" + key + ".*' used inconsistently");
        }
        map.put(key.substring(from), value);
    }

    private static Map<String, Object> nested(Map<String, Object> map, String key) {
        Map<String, Object> inner = new LinkedHashMap<>();
        map.put(key, inner);
        return inner;
    }

    /** The map behind a value known to be one. */
    @SuppressWarnings("unchecked") // only this class and the JSON reader make these maps, with string keys
    static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    private static Object listify(String where, String path, Object value) throws OptionException {
        if (!(value instanceof Map)) {
            return value;
        }
        Map<String, Object> map = asMap(value);
        int indexes = 0;
        Map<String, Object> result = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            indexes += isIndex(entry.getKey()) ? 1 : 0;
            result.put(entry.getKey(), listify(where, path + "." + entry.getKey(), entry.getValue()));
        }
        if (indexes == 0) {
            return result;
        }
        if (indexes != map.size()) {
            throw OptionException.at(where, "Parameters '" + path + ".*' used inconsistently");
        }
        return list(where, path, result);
    }

    private static List<Object> list(String where, String path, Map<String, Object> numbered) throws OptionException {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < numbered.size(); i++) {
            Object element = numbered.get(Integer.toString(i));
            if (element == null) {
                throw OptionException.at(where, "Parameter '" + path + "." + i + "' missing");
            }
            list.add(element);
        }
        return list;
    }

    private static boolean isIndex(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return false;
            }
        }
        return !key.isEmpty();
    }
}
