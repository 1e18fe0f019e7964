package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/**
 * QemuOpts syntax: {@code value,key=value,flag,noflag}, a doubled comma stands for one, the last of equal keys counts.
 * Which style of error a number or size gets depends on the option: {@code -object} words them differently.
 */
final class TextArguments implements Arguments {
    private final String where;
    private final List<String> keys = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private boolean help;
    private boolean objectStyle;

    private TextArguments(String where) {
        this.where = where;
    }

    /**
     * Parses an option's argument.
     *
     * @param implied the key of a first value without {@code =}; null when the option has none
     */
    static TextArguments parse(String where, String text, String implied) throws OptionException {
        TextArguments arguments = new TextArguments(where);
        arguments.add(text, implied, null);
        return arguments;
    }

    /** The same, adding a warning for each short-form flag, as options other than chardevs do. */
    static TextArguments parse(String where, String text, String implied, List<String> warnings)
            throws OptionException {
        TextArguments arguments = new TextArguments(where);
        arguments.add(text, implied, warnings);
        return arguments;
    }

    /** An empty set to be filled by {@link #set}. */
    static TextArguments empty(String where) {
        return new TextArguments(where);
    }

    /** Makes errors read as those of {@code -object}. Returns this. */
    TextArguments asObject() {
        objectStyle = true;
        return this;
    }

    /** Adds another argument's keys; they count over those already there. */
    void add(String text, String implied, List<String> warnings) throws OptionException {
        int at = 0;
        while (at < text.length()) {
            int end = keyEnd(text, at);
            boolean pair = end < text.length() && text.charAt(end) == '=';
            if (pair) {
                int valueEnd = valueEnd(text, end + 1);
                set(text.substring(at, end), unescape(text, end + 1, valueEnd));
                at = valueEnd + 1;
            } else if (at == 0 && implied != null) {
                int valueEnd = valueEnd(text, 0);
                set(implied, unescape(text, 0, valueEnd));
                help |= isHelp(text.substring(0, valueEnd));
                at = valueEnd + 1;
            } else {
                flag(text.substring(at, end), warnings);
                at = end + 1;
            }
        }
    }

    /** Sets one key as if it had been written. */
    void set(String key, String value) {
        keys.add(key);
        values.add(value);
    }

    /** Whether {@code help} or {@code ?} stood among the keys. */
    boolean help() {
        return help;
    }

    /** Refuses any key not in {@code known}. */
    void allow(String... known) throws OptionException {
        for (String key : keys) {
            boolean found = false;
            for (String name : known) {
                found |= name.equals(key);
            }
            if (!found) {
                throw error("Invalid parameter '" + key + "'");
            }
        }
    }

    /** The keys in the order they were written, repetitions included. */
    List<String> keys() {
        return keys;
    }

    /** The value at a place of {@link #keys}. */
    String valueAt(int index) {
        return values.get(index);
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public boolean has(String key) {
        return keys.contains(key);
    }

    @Override
    public String string(String key, String fallback) {
        int last = keys.lastIndexOf(key);
        read.add(key);
        return last < 0 ? fallback : values.get(last);
    }

    @Override
    public boolean bool(String key, boolean fallback) throws OptionException {
        String text = string(key, null);
        if (text == null) {
            return fallback;
        }
        Boolean value = Values.bool(text);
        if (value == null) {
            throw error("Parameter '" + key + "' expects 'on' or 'off'");
        }
        return value;
    }

    @Override
    public long size(String key, long fallback) throws OptionException {
        String text = string(key, null);
        if (text == null) {
            return fallback;
        }
        if (!objectStyle) {
            return SizeParser.require(where, key, text);
        }
        SizeParser size = SizeParser.of(text);
        if (size.error() != 0) {
            throw error("Parameter '" + key + "' expects a size value");
        }
        return size.value();
    }

    @Override
    public long number(String key, long fallback) throws OptionException {
        String text = string(key, null);
        if (text == null) {
            return fallback;
        }
        Long value = Values.number(text, 0, Long.MAX_VALUE);
        if (value == null) {
            throw error("Parameter '" + key + "' expects " + (objectStyle ? "a uint64 value" : "a number"));
        }
        return value;
    }

    @Override
    public int[] numbers(String key) throws OptionException {
        read.add(key);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).equals(key)) {
                range(key, values.get(i), found);
            }
        }
        int[] numbers = new int[found.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = found.get(i);
        }
        return numbers;
    }

    @Override
    public void finish() throws OptionException {
        if (unread() != null) {
            throw error("Invalid parameter '" + unread() + "'");
        }
    }

    @Override
    public String unread() {
        for (String key : keys) {
            if (!read.contains(key)) {
                return key;
            }
        }
        return null;
    }

    private void range(String key, String text, List<Integer> into) throws OptionException {
        int dash = text.indexOf('-');
        Long first = Values.number(dash < 0 ? text : text.substring(0, dash), 0, 0xffff);
        Long last = dash < 0 ? first : Values.number(text.substring(dash + 1), 0, 0xffff);
        if (first == null || last == null || last < first || into.size() > 0xffff) {
            throw error("Parameter '" + key + "' expects a uint64 value or range");
        }
        for (long n = first; n <= last; n++) {
            into.add((int) n);
        }
    }

    private void flag(String name, List<String> warnings) {
        if (isHelp(name)) {
            help = true;
            return;
        }
        boolean off = name.startsWith("no");
        String key = off ? name.substring(2) : name;
        String value = off ? "off" : "on";
        set(key, value);
        if (warnings != null) {
            warnings.add(where + ": warning: short-form boolean option '" + name + "' deprecated\nPlease use " + key
                    + "=" + value + " instead");
        }
    }

    private static boolean isHelp(String word) {
        return word.equals("help") || word.equals("?");
    }

    private static int keyEnd(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) != '=' && text.charAt(end) != ',') {
            end++;
        }
        return end;
    }

    /** Where a value ends: at a comma that is not doubled. */
    static int valueEnd(String text, int at) {
        int end = at;
        while (end < text.length()) {
            if (text.charAt(end) != ',') {
                end++;
            } else if (end + 1 < text.length() && text.charAt(end + 1) == ',') {
                end += 2;
            } else {
                break;
            }
        }
        return end;
    }

    /** A value's text with doubled commas made single. */
    static String unescape(String text, int from, int to) {
        int comma = text.indexOf(',', from);
        if (comma < 0 || comma >= to) {
            return text.substring(from, to);
        }
        StringBuilder value = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            value.append(text.charAt(i));
            if (text.charAt(i) == ',') {
                i++;
            }
        }
        return value.toString();
    }
}
