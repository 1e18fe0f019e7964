package baton.monitor.terminal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * QEMU's line editing, with its echo to the byte: after each key the cursor goes to the start of the line, the line is
 * written again, and what is behind it erased. Cursor keys, history, Tab, and the control keys A D E H K L N P U W.
 * A character is a byte, as in QEMU.
 */
public final class EchoLines implements LineInput {
    static final String PROMPT = "(qemu) ";
    static final int MAX_LINE = 4095;

    private static final String LEFT = "\033[D";
    private static final String RIGHT = "\033[C";
    private static final int SCREEN_WIDTH = 80;

    private enum Escape {
        NONE,
        BEGUN,
        CSI,
        SS3
    }

    private final Consumer<String> screen;
    private final LineInput.Sink sink;
    private final Function<String, List<String>> completer;
    private final History history = new History();
    /** One char for each byte (ISO 8859-1). */
    private final StringBuilder line = new StringBuilder();

    private int cursor;
    private String shown = "";
    private int shownCursor;
    private Escape escape = Escape.NONE;
    private int parameter;

    /**
     * Editing on a screen.
     *
     * @param screen takes bytes as chars (ISO 8859-1)
     * @param completer what the last word typed so far may become
     */
    public EchoLines(Consumer<String> screen, LineInput.Sink sink, Function<String, List<String>> completer) {
        this.screen = screen;
        this.sink = sink;
        this.completer = completer;
    }

    @Override
    public void prompt() {
        screen.accept(PROMPT);
        shown = "";
        shownCursor = 0;
    }

    @Override
    public List<String> history() {
        return history.lines();
    }

    @Override
    public byte[] unread() {
        return line.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void reset() {
        line.setLength(0);
        cursor = 0;
        shown = "";
        shownCursor = 0;
        escape = Escape.NONE;
    }

    @Override
    public void typed(int c) {
        if (c == '\r' || c == '\n') {
            escape = Escape.NONE;
            enter();
            return;
        }
        switch (escape) {
            case NONE -> key(c);
            case BEGUN -> escape = c == '[' ? Escape.CSI : c == 'O' ? Escape.SS3 : Escape.NONE;
            case CSI -> csi(c);
            case SS3 -> {
                escape = Escape.NONE;
                cursor = c == 'H' ? 0 : c == 'F' ? line.length() : cursor;
            }
            default -> throw new IllegalStateException(escape.name());
        }
        show();
    }

    private void enter() {
        byte[] bytes = line.toString().getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.UTF_8);
        history.add(line.toString());
        screen.accept("\r\n");
        reset();
        sink.line(text);
    }

    private void key(int c) {
        switch (c) {
            case 27 -> {
                escape = Escape.BEGUN;
                parameter = 0;
            }
            case 'A' - 64 -> cursor = 0;
            case 'D' - 64 -> delete();
            case 'E' - 64 -> cursor = line.length();
            case 'H' - 64, 127 -> backspace(cursor - 1);
            case '\t' -> complete();
            case 'K' - 64 -> line.setLength(cursor);
            case 'L' - 64 -> redraw("\033[2J\033[1;1H");
            case 'N' - 64 -> recall(history.next());
            case 'P' - 64 -> recall(history.previous());
            case 'U' - 64 -> backspace(0);
            case 'W' - 64 -> backspace(wordStart());
            default -> insert(c);
        }
    }

    private void csi(int c) {
        if (c >= '0' && c <= '9') {
            parameter = Math.min(parameter * 10 + c - '0', 99);
            return;
        }
        escape = Escape.NONE;
        switch (c) {
            case 'A', 'F' -> recall(history.previous());
            case 'B', 'E' -> recall(history.next());
            case 'C' -> cursor = Math.min(cursor + 1, line.length());
            case 'D' -> cursor = Math.max(cursor - 1, 0);
            case '~' -> numbered();
            default -> {}
        }
    }

    private void numbered() {
        switch (parameter) {
            case 1 -> cursor = 0;
            case 3 -> delete();
            case 4 -> cursor = line.length();
            default -> {}
        }
    }

    private void insert(int c) {
        if (c >= ' ' && line.length() < MAX_LINE) {
            line.insert(cursor++, (char) c);
        }
    }

    private void delete() {
        if (cursor < line.length()) {
            line.deleteCharAt(cursor);
        }
    }

    private void backspace(int to) {
        if (to >= 0) {
            line.delete(to, cursor);
            cursor = to;
        }
    }

    private int wordStart() {
        int at = cursor;
        while (at > 0 && isSpace(line.charAt(at - 1))) {
            at--;
        }
        while (at > 0 && !isSpace(line.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private void recall(String text) {
        if (text != null) {
            line.setLength(0);
            line.append(text);
            cursor = line.length();
        }
    }

    /** Brings the screen from what it shows to what the line is. */
    private void show() {
        StringBuilder out = new StringBuilder();
        if (!shown.contentEquals(line)) {
            out.append(LEFT.repeat(shownCursor)).append(line).append("\033[K");
            shownCursor = line.length();
            shown = line.toString();
        }
        out.append((cursor > shownCursor ? RIGHT : LEFT).repeat(Math.abs(cursor - shownCursor)));
        shownCursor = cursor;
        if (out.length() > 0) {
            screen.accept(out.toString());
        }
    }

    private void redraw(String before) {
        screen.accept(before);
        prompt();
    }

    /** Tab: one candidate is taken, of several their common beginning, and they are listed. */
    private void complete() {
        String before = line.substring(0, cursor);
        List<String> candidates = completer.apply(before);
        if (candidates.isEmpty()) {
            return;
        }
        int typed = 0;
        while (typed < cursor && !isSpace(line.charAt(cursor - 1 - typed))) {
            typed++;
        }
        insertAll(common(candidates).substring(typed));
        if (candidates.size() == 1) {
            insert(' ');
        } else {
            list(candidates);
        }
    }

    private void insertAll(String text) {
        for (int i = 0; i < text.length(); i++) {
            insert(text.charAt(i));
        }
    }

    private static String common(List<String> candidates) {
        String common = candidates.get(0);
        for (String candidate : candidates) {
            while (!candidate.startsWith(common)) {
                common = common.substring(0, common.length() - 1);
            }
        }
        return common;
    }

    private void list(List<String> candidates) {
        int width = 10;
        for (String candidate : candidates) {
            width = Math.max(width, Math.min(candidate.length() + 2, SCREEN_WIDTH));
        }
        int columns = SCREEN_WIDTH / width;
        StringBuilder out = new StringBuilder("\r\n");
        for (int i = 0; i < candidates.size(); i++) {
            String candidate = candidates.get(i);
            out.append(candidate).append(" ".repeat(Math.max(width - candidate.length(), 0)));
            if (i % columns == columns - 1 || i == candidates.size() - 1) {
                out.append("\r\n");
            }
        }
        redraw(out.toString());
    }
}
