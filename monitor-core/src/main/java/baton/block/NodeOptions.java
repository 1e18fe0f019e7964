package baton.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The options of one node, read key by key; {@link #finish} refuses the rest. Texts are those of {@code -blockdev}. */
final class NodeOptions {
    private final Map<String, Object> values;
    private final List<String> read = new ArrayList<>();

    NodeOptions(Map<String, Object> values) {
        this.values = values;
    }

    Object any(String key) {
        read.add(key);
        return values.get(key);
    }

    String string(String key) throws BlockException {
        Object value = any(key);
        if (value != null && !(value instanceof String)) {
            throw new BlockException("Invalid parameter type for '" + key + "', expected: string");
        }
        return (String) value;
    }

    String require(String key) throws BlockException {
        String value = string(key);
        if (value == null) {
            throw new BlockException("Parameter '" + key + "' is missing");
        }
        return value;
    }

    boolean bool(String key, boolean fallback) throws BlockException {
        Object value = any(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Boolean bool) {
            return bool;
        }
        return switch (value.toString()) {
            case "on", "yes", "true", "y" -> true;
            case "off", "no", "false", "n" -> false;
            default -> throw new BlockException("Parameter '" + key + "' expects 'on' or 'off'");
        };
    }

    long number(String key, long fallback) throws BlockException {
        Object value = any(key);
        if (value == null) {
            return fallback;
        }
        long number = -1;
        try {
            number = value instanceof Number n ? n.longValue() : Long.parseLong(value.toString());
        } catch (NumberFormatException e) {
            throw new BlockException("Parameter '" + key + "' expects integer");
        }
        if (number < 0) {
            throw new BlockException("Parameter '" + key + "' expects integer");
        }
        return number;
    }

    String word(String key, String fallback, String... words) throws BlockException {
        String value = string(key);
        if (value == null) {
            return fallback;
        }
        for (String word : words) {
            if (word.equals(value)) {
                return value;
            }
        }
        throw new BlockException("Parameter '" + key + "' does not accept value '" + value + "'");
    }

    /** A node in a node: its own options, or the name of another. */
    @SuppressWarnings("unchecked") // keys of JSON objects and keyval maps are strings
    NodeOptions child(String key) {
        Object value = any(key);
        return value instanceof Map<?, ?> map ? new NodeOptions((Map<String, Object>) map) : null;
    }

    void finish() throws BlockException {
        for (String key : values.keySet()) {
            if (!read.contains(key)) {
                throw new BlockException("Parameter '" + key + "' is unexpected");
            }
        }
    }
}
