package baton.cpr.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shell's text as far as it can be understood without running it: simple commands one after the other, parted by
 * newlines, {@code ;} and {@code &&}, with quotes, variables and redirections. Of anything more it says {@link #understood}
 * is false.
 */
final class ShellText {
    /**
     * One command.
     *
     * @param words after expansion; null for one that only the shell knows
     * @param redirected whether it writes or reads files the text names
     */
    record Statement(List<String> words, boolean redirected) {}

    private static final String BEYOND = "|&()`";

    private final String text;
    private final List<String> arguments;
    private final Map<String, String> variables;
    private int at;
    private boolean understood = true;

    private List<String> words;
    private boolean redirected;
    private StringBuilder word;
    private boolean unknown;
    private boolean spread;
    private boolean quoted;

    /** {@code arguments}: {@code $0} and what follows; null where nobody knows. */
    ShellText(String text, List<String> arguments, Map<String, String> environment) {
        this.text = text;
        this.arguments = arguments;
        this.variables = new HashMap<>(environment);
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
        redirected = false;
        boolean more = true;
        while (more && understood) {
            more = token();
        }
        assign();
        return understood ? new Statement(words, redirected) : null;
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
        boolean and = text.startsWith("&&", at);
        boolean ends = and || "\n;".indexOf(text.charAt(at)) >= 0;
        if (ends) {
            at += and ? 2 : 1;
        }
        return ends;
    }

    /** {@code > file}, {@code >> file}, {@code 2>&1}; a here-document is beyond us. */
    private void redirect() {
        redirected = true;
        understood &= !text.startsWith("<<", at);
        while (at < text.length() && "<>&| \t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        int before = words.size();
        if (at < text.length()) {
            word();
        }
        while (words.size() > before) {
            words.remove(words.size() - 1);
        }
    }

    private void word() {
        word = new StringBuilder();
        unknown = false;
        spread = false;
        quoted = false;
        int start = at;
        while (at < text.length() && " \t\n;<>&".indexOf(text.charAt(at)) < 0 && understood) {
            piece(text.charAt(at));
        }
        boolean descriptor = at < text.length() && "<>".indexOf(text.charAt(at)) >= 0 && digits(start);
        if (!descriptor && (quoted && !spread || unknown || word.length() > 0)) {
            words.add(unknown ? null : word.toString());
        }
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
        } else if (BEYOND.indexOf(c) >= 0) {
            understood = false;
        } else {
            unknown |= "*?[{~".indexOf(c) >= 0;
            word.append(c);
            at++;
        }
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
                understood = false;
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

    private int nameEnd(int start) {
        int end = start;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        boolean all = end == start && end < text.length() && "@*".indexOf(text.charAt(end)) >= 0;
        return all ? end + 1 : end;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private void value(String name) {
        boolean number = Character.isDigit(name.charAt(0));
        String value = number ? argument(name) : variables.getOrDefault(name, "");
        // What a shell would cut into several words is left to it.
        unknown |= value == null || value.indexOf(' ') >= 0;
        word.append(value);
    }

    private String argument(String digits) {
        int index = digits.length() > 1 ? -1 : digits.charAt(0) - '0';
        if (index < 0) {
            return null;
        }
        return index < arguments.size() ? arguments.get(index) : "";
    }

    /** All arguments but {@code $0} as words of their own. */
    private void spread() {
        spread = true;
        if (arguments.size() > 1) {
            words.addAll(arguments.subList(1, arguments.size()));
        }
    }

    /** Takes {@code NAME=VALUE} off the front, and remembers what the text itself sets. */
    private void assign() {
        boolean export = !words.isEmpty() && ("export".equals(words.get(0)) || "readonly".equals(words.get(0)));
        int from = export ? 1 : 0;
        int end = from;
        while (end < words.size() && isAssignment(words.get(end))) {
            String word = words.get(end++);
            int equals = word.indexOf('=');
            variables.put(word.substring(0, equals), word.substring(equals + 1));
        }
        words = new ArrayList<>(words.subList(export ? words.size() : end, words.size()));
    }

    private static boolean isAssignment(String word) {
        int equals = word == null ? -1 : word.indexOf('=');
        if (equals <= 0 || Character.isDigit(word.charAt(0))) {
            return false;
        }
        for (int i = 0; i < equals; i++) {
            if (!isNamePart(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
