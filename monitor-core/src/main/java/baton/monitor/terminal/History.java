package baton.monitor.terminal;

import java.util.ArrayList;
import java.util.List;

/** The last lines typed; a line typed again moves to the end. */
final class History {
    private static final int MAX_LINES = 64;

    private final List<String> lines = new ArrayList<>();
    private int at;

    /** All lines, the oldest first. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    void add(String line) {
        if (!line.isEmpty()) {
            lines.remove(line);
            lines.add(line);
            if (lines.size() > MAX_LINES) {
                lines.remove(0);
            }
        }
        at = lines.size();
    }

    /** The line before the one shown; null at the first. */
    String previous() {
        return at == 0 ? null : lines.get(--at);
    }

    /** The line after the one shown, empty behind the last; null when behind it already. */
    String next() {
        if (at >= lines.size()) {
            return null;
        }
        at++;
        return at == lines.size() ? "" : lines.get(at);
    }
}
