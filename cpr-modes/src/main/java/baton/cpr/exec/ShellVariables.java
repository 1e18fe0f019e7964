package baton.cpr.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values in a shell's text, as far as they are known without running it. */
final class ShellVariables {
    private final List<String> arguments;
    /** Null where a command would say. */
    private final Map<String, String> values;

    private boolean blind;

    /** {@code arguments}: {@code $0} and what follows; null where nobody knows. */
    ShellVariables(List<String> arguments, Map<String, String> environment) {
        this.arguments = arguments;
        this.values = new HashMap<>(environment);
    }

    /** What {@code $NAME} or {@code $1} stands for, as one word; null when only the shell knows. */
    String value(String name) {
        String value = Character.isDigit(name.charAt(0)) ? argument(name) : variable(name);
        // What a shell would cut into several words is left to it.
        return value == null || value.indexOf(' ') >= 0 ? null : value;
    }

    private String variable(String name) {
        return blind ? null : values.getOrDefault(name, "");
    }

    private String argument(String digits) {
        int index = digits.length() > 1 ? -1 : digits.charAt(0) - '0';
        if (index < 0) {
            return null;
        }
        return index < arguments.size() ? arguments.get(index) : "";
    }

    /** All arguments but {@code $0}. */
    List<String> all() {
        return arguments.size() > 1 ? arguments.subList(1, arguments.size()) : List.of();
    }

    /** Sets one; null where a command would say. */
    void set(String name, String value) {
        values.put(name, value);
    }

    /** Something has been done that may have set any of them. */
    void forget() {
        blind = true;
    }

    /** Where the value begins in {@code NAME=VALUE}; 0 for any other word. */
    static int valueOf(CharSequence word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '=') {
                return i == 0 ? 0 : i + 1;
            }
            if (!isNamePart(c) || i == 0 && Character.isDigit(c)) {
                return 0;
            }
        }
        return 0;
    }

    static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** The parenthesis that closes the one at {@code from}; -1 when there is none, or quotes make it hard to tell. */
    static int closing(String text, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 || c == '\\' || c == '#') {
                return depth == 0 ? i : -1;
            }
        }
        return -1;
    }
}
