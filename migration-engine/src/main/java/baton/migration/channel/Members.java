package baton.migration.channel;

import baton.base.SizeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the members of a JSON object one by one, refusing what is missing, of another type or left over. */
final class Members {
    private final Map<Object, Object> left;
    private final String path;
    private final boolean texts;

    Members(Map<?, ?> members, String path, boolean texts) {
        this.left = new LinkedHashMap<>(members);
        this.path = path;
        this.texts = texts;
    }

    static BadAddress refused(String name, String value) {
        return new BadAddress("Parameter '" + name + "' does not accept value '" + value + "'");
    }

    String text(String name) throws BadAddress {
        if (required(name) instanceof String text) {
            return text;
        }
        throw type(name, "string");
    }

    Members members(String name) throws BadAddress {
        if (required(name) instanceof Map<?, ?> map) {
            return new Members(map, path + name + ".", texts);
        }
        throw type(name, "object");
    }

    List<String> texts(String name) throws BadAddress {
        if (!(required(name) instanceof List<?> list)) {
            throw type(name, "array");
        }
        List<String> words = new ArrayList<>();
        for (Object word : list) {
            if (!(word instanceof String text)) {
                throw type(name + "[" + words.size() + "]", "string");
            }
            words.add(text);
        }
        return List.copyOf(words);
    }

    long size(String name) throws BadAddress {
        if (!left.containsKey(name)) {
            throw missing(name);
        }
        return number(name);
    }

    /** A number, or null when it is absent. */
    Long number(String name) throws BadAddress {
        Object value = left.remove(name);
        if (value == null || value instanceof Long) {
            return (Long) value;
        }
        try {
            if (value instanceof Integer n) {
                return n.longValue();
            }
            if (texts && value instanceof String text) {
                return SizeText.parse(text, 1);
            }
        } catch (NumberFormatException e) {
            throw new BadAddress("Parameter '" + path + name + "' expects a non-negative number below 2^64");
        }
        throw new BadAddress("Parameter '" + path + name + "' expects uint64");
    }

    /** A flag, or null when it is absent. */
    Boolean flag(String name) throws BadAddress {
        Object value = left.remove(name);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        if (texts && (value.equals("on") || value.equals("off"))) {
            return value.equals("on");
        }
        throw type(name, "boolean");
    }

    void ignoreRest() {
        left.clear();
    }

    void end() throws BadAddress {
        for (Object name : left.keySet()) {
            throw new BadAddress("Parameter '" + path + name + "' is unexpected");
        }
    }

    private Object required(String name) throws BadAddress {
        Object value = left.remove(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    private BadAddress missing(String name) {
        return new BadAddress("Parameter '" + path + name + "' is missing");
    }

    private BadAddress type(String name, String type) {
        return new BadAddress("Invalid parameter type for '" + path + name + "', expected: " + type);
    }
}
