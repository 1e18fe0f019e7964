package baton.cpr.exec;

import java.util.List;

/**
 * One command of a {@link ShellText}.
 *
 * @param words after expansion; null for one that only the shell knows
 * @param lasts whether something may last: it writes to files, or runs others for its words
 * @param piped whether it is part of a pipe
 * @param conditional whether it depends on the command before it
 * @param assigns whether it sets variables of the text
 * @param opened files that are opened to be read; null for one that only the shell knows
 */
record Statement(
        List<String> words, boolean lasts, boolean piped, boolean conditional, boolean assigns, List<String> opened) {}
