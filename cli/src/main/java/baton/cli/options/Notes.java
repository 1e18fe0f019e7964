package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/** What the parsers of one command line want said besides their result: warnings, or a help text instead of a start. */
final class Notes {
    private final List<String> warnings = new ArrayList<>();
    private Request.Help help;

    /** The list warnings are added to, in full: {@code -name a,b: warning: ...}. */
    List<String> warnings() {
        return warnings;
    }

    /** Adds a warning at a place. */
    void warn(String where, String text) {
        warnings.add(where.isEmpty() ? "warning: " + text : where + ": warning: " + text);
    }

    /** Somebody asked for a text; the first one is answered. */
    void help(Request.Topic topic, String subject) {
        if (help == null) {
            help = new Request.Help(topic, subject);
        }
    }

    /** The text asked for, or null. */
    Request.Help help() {
        return help;
    }
}
