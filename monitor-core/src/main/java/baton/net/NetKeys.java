package baton.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The members of one object, read key by key, then {@link #finish} refuses the rest. Values are strings when they come from
 * {@code key=value} words, and have their JSON types otherwise.
 */
final class NetKeys {
    private final Map<String, Object> members;
    private final String prefix;
    private final boolean typed;
    private final List<String> read = new ArrayList<>();

    NetKeys(Map<String, Object> members, boolean typed) {
        this(members, "", typed);
    }

    private NetKeys(Map<String, Object> members, String prefix, boolean typed) {
        this.members = members;
        this.prefix = prefix;
        this.typed = typed;
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    /** A string; null when it is not there. */
    String string(String key) throws NetException {
        Object value = take(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw type(key, "string");
    }

    String require(String key) throws NetException {
        String value = string(key);
        if (value == null) {
            throw new NetException("Parameter '" + prefix + key + "' is missing");
        }
        return value;
    }

    boolean bool(String key, boolean fallback) throws NetException {
        Object value = take(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (typed) {
            throw type(key, "boolean");
        }
        return switch (String.valueOf(value)) {
            case "on", "yes", "true", "y" -> true;
            case "off", "no", "false", "n" -> false;
            default -> throw new NetException("Parameter '" + prefix + key + "' expects 'on' or 'off'");
        };
    }

    long number(String key, long fallback) throws NetException {
        Object value = take(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        try {
            return typed ? -1 : Long.parseUnsignedLong(String.valueOf(value)) & Long.MAX_VALUE;
        } catch (NumberFormatException e) {
            throw type(key, "integer");
        }
    }

    /** A list of strings, QAPI's of {@code String}s, or a single one; empty when it is not there. */
    List<String> strings(String key) throws NetException {
        Object value = take(key);
        List<String> strings = new ArrayList<>();
        if (value instanceof String one && !typed) {
            strings.add(one);
        } else if (value instanceof List<?> many) {
            for (Object each : many) {
                Object text = each instanceof Map<?, ?> object && object.size() == 1 ? object.get("str") : null;
                if (!(text instanceof String)) {
                    throw type(key, "array of String");
                }
                strings.add((String) text);
            }
        } else if (value != null) {
            throw type(key, "array");
        }
        return strings;
    }

    /** An object among the members; null when it is not there. */
    NetKeys object(String key) throws NetException {
        Object value = take(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map)) {
            throw type(key, "object");
        }
        @SuppressWarnings("unchecked") // the readers of JSON and of keys make maps with string keys only
        Map<String, Object> inner = (Map<String, Object>) value;
        return new NetKeys(inner, prefix + key + ".", typed);
    }

    void finish() throws NetException {
        for (String key : members.keySet()) {
            if (!read.contains(key)) {
                String name = "arameter '" + prefix + key + "'";
                throw new NetException(typed ? "P" + name + " is unexpected" : "Invalid p" + name);
            }
        }
    }

    private Object take(String key) {
        read.add(key);
        return members.get(key);
    }

    private NetException type(String key, String expected) {
        return new NetException("Invalid parameter type for '" + prefix + key + "', expected: " + expected);
    }
}
