package baton.migration.params;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words as g_shell_parse_argv does: single and double quotes, backslash, {@code #} begins a
 * comment at the start of a word; nothing is expanded.
 */
final class ShellWords {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    static List<String> parse(String text) throws ParameterRefused {
        ShellWords parser = new ShellWords(text);
        while (parser.at < text.length() && parser.step(text.charAt(parser.at++))) {
            // step() does the work; it says false at a comment
        }
        parser.end();
        if (parser.words.isEmpty()) {
            throw new ParameterRefused("Text was empty (or contained only whitespace)");
        }
        return List.copyOf(parser.words);
    }

    private boolean step(char c) throws ParameterRefused {
        switch (c) {
            case ' ', '\t', '\n' -> end();
            case '\'', '"' -> quoted(c);
            case '\\' -> escaped();
            case '#' -> {
                if (!inWord) {
                    at = text.length();
                    return false;
                }
                add(c);
            }
            default -> add(c);
        }
        return true;
    }

    private void escaped() throws ParameterRefused {
        if (at == text.length()) {
            throw new ParameterRefused("Text ended just after a “\\” character. (The text was “" + text + "”)");
        }
        add(text.charAt(at++));
    }

    private void quoted(char quote) throws ParameterRefused {
        inWord = true;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return;
            }
            if (c == '\\' && quote == '"' && at < text.length() && "$`\"\\\n".indexOf(text.charAt(at)) >= 0) {
                c = text.charAt(at++);
            }
            word.append(c);
        }
        throw new ParameterRefused(
                "Text ended before matching quote was found for " + quote + ". (The text was “" + text + "”)");
    }

    private void add(char c) {
        inWord = true;
        word.append(c);
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }
}
