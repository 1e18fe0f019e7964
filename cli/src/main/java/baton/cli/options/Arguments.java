package baton.cli.options;

/**
 * The value of one option, read key by key: each reader takes what it knows, then {@link #finish} refuses the rest.
 * Written as {@code a=b,c=d} ({@link TextArguments}) or as a JSON object ({@link JsonArguments}); both speak QEMU's
 * errors for their form.
 */
interface Arguments {
    /** Where the value stands, for errors: the option and its argument. */
    String where();

    /** Whether the key was given. */
    boolean has(String key);

    /** A string, or {@code fallback} when the key was not given. */
    String string(String key, String fallback) throws OptionException;

    /** A string that must be there. */
    default String require(String key) throws OptionException {
        String value = string(key, null);
        if (value == null) {
            throw error("Parameter '" + key + "' is missing");
        }
        return value;
    }

    /** on or off. */
    boolean bool(String key, boolean fallback) throws OptionException;

    /** Bytes, unsigned. */
    long size(String key, long fallback) throws OptionException;

    /** A whole number from 0 to 2^63-1. */
    long number(String key, long fallback) throws OptionException;

    /** Whole numbers, given as repeated keys, as ranges {@code 0-3} or as a JSON list. */
    int[] numbers(String key) throws OptionException;

    /** Refuses the first key nobody read. */
    void finish() throws OptionException;

    /** The first key nobody read, or null. */
    String unread();

    /** One of {@code words}, or {@code fallback} when the key was not given. */
    default String word(String key, String fallback, String... words) throws OptionException {
        String value = string(key, null);
        if (value == null) {
            return fallback;
        }
        for (String word : words) {
            if (word.equals(value)) {
                return value;
            }
        }
        throw error("Parameter '" + key + "' does not accept value '" + value + "'");
    }

    /** An error at this option. */
    default OptionException error(String text) {
        return OptionException.at(where(), text);
    }
}
