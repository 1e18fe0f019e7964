package baton.cli.options;

/**
 * {@code -set GROUP.ID.KEY=VALUE}: changes an option that stands before it, as if {@code ,KEY=VALUE} had been written at its
 * end.
 */
final class SetOption {
    private final String[] words;

    private SetOption(String[] words) {
        this.words = words.clone();
    }

    /** The words with every {@code -set} carried out; the {@code -set} words stay. */
    static String[] carriedOut(String[] words) throws OptionException {
        SetOption all = null;
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].equals("-set") || words[i].equals("--set")) {
                all = all == null ? new SetOption(words) : all;
                all.set(words[i] + " " + words[i + 1], words[i + 1], i);
            }
        }
        return all == null ? words : all.words;
    }

    private void set(String where, String text, int before) throws OptionException {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        int equals = text.indexOf('=', second + 1);
        if (first <= 0 || second <= first + 1 || equals <= second + 1) {
            throw OptionException.at(where, "can't parse: \"" + text + "\"");
        }
        String group = text.substring(0, first);
        String id = text.substring(first + 1, second);
        int found = find(group, id, before);
        if (found < 0) {
            throw OptionException.at(where, "there is no " + group + " \"" + id + "\" defined");
        }
        if (words[found].startsWith("{")) {
            throw OptionException.unsupported(where, "write the value into the JSON of -" + group);
        }
        String value = text.substring(equals + 1).replace(",", ",,");
        words[found] = words[found] + "," + text.substring(second + 1, equals) + "=" + value;
    }

    private int find(String group, String id, int before) {
        for (int i = before - 1; i > 0; i--) {
            String name = words[i - 1];
            boolean option = name.equals("-" + group) || name.equals("--" + group);
            if (option && ("," + words[i] + ",").contains(",id=" + id + ",")) {
                return i;
            }
        }
        return -1;
    }
}
