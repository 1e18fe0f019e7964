package baton.cpr.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A shell's text as far as it can be understood without running it: simple commands one after the other, parted by
 * newlines, {@code ;}, {@code &&}, {@code ||} and {@code |}, with quotes, variables, redirections and substitutions, whose
 * values stay unknown. Of anything more it says {@link #understood} is false.
 */
final class ShellText {
    private static final String BEYOND = "&()";

    private final String text;
    private final ShellVariables variables;
    private int at;
    private boolean understood = true;

    private List<String> words;
    private List<String> opened;
    private boolean lasts;
    private boolean assigns;
    /** What parts this command from the one before. */
    private String separator = ";";

    private StringBuilder word;
    private boolean unknown;
    private boolean spread;
    private boolean quoted;

    /** {@code arguments}: {@code $0} and what follows; null where nobody knows. */
    ShellText(String text, List<String> arguments, Map<String, String> environment) {
        this.text = text;
        this.variables = new ShellVariables(arguments, environment);
    }

    /** Whether everything so far was simple. */
    boolean understood() {
        return understood;
    }

    /** The next command, which may have no words; null at the end, or where understanding ends. */
    Statement next() {
        if (at >= text.length() || !understood) {
            return null;
        }
        words = new ArrayList<>();
        opened = new ArrayList<>();
        assigns = false;
        boolean conditional = separator.equals("&&") || separator.equals("||");
        boolean piped = separator.equals("|");
        lasts = false;
        boolean more = true;
        while (more && understood) {
            more = token();
        }
        assign();
        piped |= separator.equals("|");
        return understood ? new Statement(words, lasts, piped, conditional, assigns, opened) : null;
    }

    /** A command was met that may have set any variable. */
    void forgetVariables() {
        variables.forget();
    }

    /** Takes one word, blank, comment or redirection; false at the end of the command. */
    private boolean token() {
        if (atEnd()) {
            return false;
        }
        char c = text.charAt(at);
        if (c == ' ' || c == '\t') {
            at++;
        } else if (c == '#') {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else if (c == '<' || c == '>') {
            redirect();
        } else if (BEYOND.indexOf(c) >= 0) {
            understood = false;
        } else {
            word();
        }
        return true;
    }

    /** Whether the command ends here; goes past what ends it. */
    private boolean atEnd() {
        if (at >= text.length()) {
            return true;
        }
        boolean two = text.startsWith("&&", at) || text.startsWith("||", at);
        boolean ends = two || "\n;|".indexOf(text.charAt(at)) >= 0;
        if (ends) {
            separator = text.substring(at, at + (two ? 2 : 1));
            at += separator.length();
        }
        return ends;
    }

    /** {@code < file}, {@code > file}, {@code >> file}, {@code 2>&1}; a here-document is beyond us. */
    private void redirect() {
        understood &= !text.startsWith("<<", at);
        boolean reads = text.startsWith("<", at) && !text.startsWith("<>", at) && !text.startsWith("<&", at);
        lasts |= !reads;
        while (at < text.length() && "<>&| \t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        int before = words.size();
        if (at < text.length()) {
            word();
        }
        while (words.size() > before) {
            String file = words.remove(words.size() - 1);
            if (reads) {
                opened.add(file);
            }
        }
    }

    private void word() {
        word = new StringBuilder();
        unknown = false;
        spread = false;
        quoted = false;
        int start = at;
        while (at < text.length() && " \t\n;<>&|".indexOf(text.charAt(at)) < 0 && understood) {
            piece(text.charAt(at));
        }
        boolean descriptor = at < text.length() && "<>".indexOf(text.charAt(at)) >= 0 && digits(start);
        if (!descriptor) {
            keep();
        }
    }

    private void keep() {
        if (unknown && ShellVariables.valueOf(word) > 0) {
            setUnknown();
        } else if (quoted && !spread || unknown || word.length() > 0) {
            words.add(unknown ? null : word.toString());
        }
    }

    /** {@code X=$(command)}. */
    private void setUnknown() {
        assigns = true;
        variables.set(word.substring(0, ShellVariables.valueOf(word) - 1), null);
    }

    private void piece(char c) {
        if (c == '\'') {
            single();
        } else if (c == '"') {
            doubled();
        } else if (c == '\\') {
            escape();
        } else if (c == '$') {
            dollar();
        } else if (c == '`') {
            substitute(text.indexOf('`', at + 1));
        } else if (BEYOND.indexOf(c) >= 0) {
            understood = false;
        } else {
            unknown |= globs(c);
            word.append(c);
            at++;
        }
    }

    /** A bracket that is a word of its own is a command. */
    private boolean globs(char c) {
        int next = at + 1;
        boolean ends = next == text.length() || " \t\n;".indexOf(text.charAt(next)) >= 0;
        boolean alone = word.length() == 0 && !quoted && ends;
        return "*?~".indexOf(c) >= 0 || !alone && "[{".indexOf(c) >= 0;
    }

    private boolean digits(int start) {
        for (int i = start; i < at; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private void single() {
        quoted = true;
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            understood = false;
            return;
        }
        word.append(text, at + 1, end);
        at = end + 1;
    }

    private void doubled() {
        quoted = true;
        at++;
        while (at < text.length() && text.charAt(at) != '"' && understood) {
            char c = text.charAt(at);
            if (c == '`') {
                substitute(text.indexOf('`', at + 1));
            } else if (c == '$') {
                dollar();
            } else if (c == '\\' && at + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0) {
                escape();
            } else {
                word.append(c);
                at++;
            }
        }
        understood &= at < text.length();
        at++;
    }

    /** A backslash takes the next character as it is; a line that ends in one goes on. */
    private void escape() {
        if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
            word.append(text.charAt(at + 1));
        }
        at += 2;
    }

    /** {@code $NAME}, {@code ${NAME}}, {@code $1} and {@code $@}; anything else is known to the shell alone. */
    private void dollar() {
        if (text.startsWith("$(", at)) {
            substitute(ShellVariables.closing(text, at + 1));
            return;
        }
        boolean braces = text.startsWith("${", at);
        int start = at + (braces ? 2 : 1);
        int end = nameEnd(start);
        String name = text.substring(start, end);
        boolean closed = !braces || text.startsWith("}", end);
        at = braces ? end + 1 : end;
        if (name.isEmpty() || !closed) {
            understood = false;
        } else if (name.equals("@") || name.equals("*")) {
            spread();
        } else {
            value(name);
        }
    }

    /** What another command prints; it is run for that, which may last. */
    private void substitute(int end) {
        understood &= end > 0;
        unknown = true;
        lasts = true;
        at = end < 0 ? text.length() : end + 1;
    }

    private int nameEnd(int start) {
        int end = start;
        while (end < text.length() && ShellVariables.isNamePart(text.charAt(end))) {
            end++;
        }
        boolean all = end == start && end < text.length() && "@*".indexOf(text.charAt(end)) >= 0;
        return all ? end + 1 : end;
    }

    private void value(String name) {
        String value = variables.value(name);
        unknown |= value == null;
        word.append(value == null ? "" : value);
    }

    /** All arguments but {@code $0} as words of their own. */
    private void spread() {
        spread = true;
        words.addAll(variables.all());
    }

    /** Takes {@code NAME=VALUE} off the front, and remembers what the text itself sets. */
    private void assign() {
        boolean export = !words.isEmpty() && ("export".equals(words.get(0)) || "readonly".equals(words.get(0)));
        int from = export ? 1 : 0;
        int end = from;
        while (end < words.size() && words.get(end) != null && ShellVariables.valueOf(words.get(end)) > 0) {
            String word = words.get(end++);
            int value = ShellVariables.valueOf(word);
            assigns = true;
            variables.set(word.substring(0, value - 1), word.substring(value));
        }
        words = new ArrayList<>(words.subList(export ? words.size() : end, words.size()));
    }
}
