package baton.cli.options;

import java.util.Map;

/** {@code -boot}, as properties below {@code boot.}. */
final class BootOrderParser {
    private BootOrderParser() {}

    /** Checks the keys and makes the record. */
    static BootOrder order(Map<String, Object> keys) throws OptionException {
        for (String key : keys.keySet()) {
            switch (key) {
                case "order", "once", "menu", "splash", "splash-time", "reboot-timeout", "strict" -> {}
                default -> throw new OptionException("Parameter 'boot." + key + "' is unexpected");
            }
            if (!(keys.get(key) instanceof String)) {
                throw new OptionException("Parameters 'boot." + key + ".*' are unexpected");
            }
        }
        return new BootOrder(
                letters((String) keys.getOrDefault("order", "cad")),
                letters((String) keys.get("once")),
                bool(keys, "menu"),
                bool(keys, "strict"),
                number(keys, "splash-time"),
                number(keys, "reboot-timeout"));
    }

    private static String letters(String order) throws OptionException {
        for (int i = 0; order != null && i < order.length(); i++) {
            char c = order.charAt(i);
            if (c < 'a' || c > 'p') {
                throw new OptionException("Invalid boot device '" + c + "'");
            }
            if (order.indexOf(c) < i) {
                throw new OptionException("Boot device '" + c + "' was given twice");
            }
        }
        return order;
    }

    private static boolean bool(Map<String, Object> keys, String key) throws OptionException {
        Boolean value = Values.bool((String) keys.getOrDefault(key, "off"));
        if (value == null) {
            throw new OptionException("Parameter 'boot." + key + "' expects 'on' or 'off'");
        }
        return value;
    }

    private static long number(Map<String, Object> keys, String key) throws OptionException {
        if (!keys.containsKey(key)) {
            return -1;
        }
        Long value = Values.number((String) keys.get(key));
        if (value == null) {
            throw new OptionException("Parameter 'boot." + key + "' expects integer");
        }
        if (value < 0 || value > 0xffff) {
            throw new OptionException(key + " is invalid, it should be a value between 0 and 65535");
        }
        return value;
    }
}
