package baton.monitor.hmp;

import java.util.ArrayList;
import java.util.List;

/** Words and lines of the human monitor. */
final class HmpWords {
    private HmpWords() {}

    /** The words of a line typed so far; the last is what is being typed, empty behind a blank. */
    static List<String> split(String typed) {
        List<String> words = new ArrayList<>();
        HmpCursor in = new HmpCursor(typed);
        while (!in.skipSpace().atEnd()) {
            words.add(in.word(false));
        }
        if (typed.isEmpty() || HmpCursor.isSpace(typed.charAt(typed.length() - 1))) {
            words.add("");
        }
        return words;
    }

    /** All names of the commands of a registry, aliases too. */
    static List<String> names(HmpCommands commands) {
        List<String> names = new ArrayList<>();
        for (String name : commands.names()) {
            String all = commands.find(name).spec().name();
            int from = 0;
            for (int bar = all.indexOf('|'); bar >= 0; bar = all.indexOf('|', from)) {
                names.add(all.substring(from, bar));
                from = bar + 1;
            }
            names.add(all.substring(from));
        }
        return names;
    }

    /** Appends text with each newline as CR LF. */
    static void appendLines(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                out.append('\r');
            }
            out.append(text.charAt(i));
        }
    }
}
