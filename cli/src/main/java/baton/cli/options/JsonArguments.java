package baton.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An option's value written as JSON: values have types, and the errors name them. */
final class JsonArguments implements Arguments {
    private final String where;
    private final Map<String, Object> object;
    private final List<String> read = new ArrayList<>();

    private JsonArguments(String where, Map<String, Object> object) {
        this.where = where;
        this.object = object;
    }

    /** Parses {@code text}, which starts with a brace. */
    static JsonArguments parse(String where, String text) throws OptionException {
        return new JsonArguments(where, JsonArgument.parse(where, text));
    }

    /** An object that was parsed elsewhere. */
    static JsonArguments of(String where, Map<String, Object> object) {
        return new JsonArguments(where, object);
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public boolean has(String key) {
        return object.containsKey(key);
    }

    @Override
    public String string(String key, String fallback) throws OptionException {
        Object value = take(key);
        if (!has(key)) {
            return fallback;
        }
        if (!(value instanceof String)) {
            throw type(key, "string");
        }
        return (String) value;
    }

    @Override
    public boolean bool(String key, boolean fallback) throws OptionException {
        Object value = take(key);
        if (!has(key)) {
            return fallback;
        }
        if (!(value instanceof Boolean)) {
            throw type(key, "boolean");
        }
        return (Boolean) value;
    }

    @Override
    public long size(String key, long fallback) throws OptionException {
        return number(key, fallback);
    }

    @Override
    public long number(String key, long fallback) throws OptionException {
        Object value = take(key);
        if (!has(key)) {
            return fallback;
        }
        if (!(value instanceof Long)) {
            throw error("Parameter '" + key + "' expects uint64");
        }
        return (Long) value;
    }

    @Override
    public int[] numbers(String key) throws OptionException {
        Object value = take(key);
        if (!has(key)) {
            return new int[0];
        }
        if (!(value instanceof List)) {
            throw type(key, "array");
        }
        List<?> list = (List<?>) value;
        int[] numbers = new int[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Long n) || n < 0 || n > 0xffff) {
                throw error("Parameter '" + key + "[" + i + "]' expects uint16_t");
            }
            numbers[i] = n.intValue();
        }
        return numbers;
    }

    @Override
    public void finish() throws OptionException {
        if (unread() != null) {
            throw error("Parameter '" + unread() + "' is unexpected");
        }
    }

    @Override
    public String unread() {
        for (String key : object.keySet()) {
            if (!read.contains(key)) {
                return key;
            }
        }
        return null;
    }

    private Object take(String key) {
        read.add(key);
        return object.get(key);
    }

    private OptionException type(String key, String expected) {
        return error("Invalid parameter type for '" + key + "', expected: " + expected);
    }
}
