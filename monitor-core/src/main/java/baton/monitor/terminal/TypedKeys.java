package baton.monitor.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What was typed at a terminal since its last line, as far as that is plain text: what an editor made of other keys cannot be
 * typed once more.
 */
final class TypedKeys {
    private static final int MAX = 4096;

    private final ByteArrayOutputStream keys = new ByteArrayOutputStream();
    private boolean edited;

    void key(int c) {
        edited |= c < ' ' && c != '\r' && c != '\n' || c == 0x7f || keys.size() == MAX;
        if (!edited) {
            keys.write(c);
        }
    }

    /** The editor made this line: what was typed up to its end is done with. */
    void line(String line) {
        String all = keys.toString(StandardCharsets.UTF_8);
        boolean plain = all.startsWith(line) && all.length() > line.length() && all.charAt(line.length()) < ' ';
        // Then a key that edits came after it.
        boolean editedNext = plain && edited;
        clear();
        edited = editedNext;
        if (plain) {
            keys.writeBytes(all.substring(line.length() + 1).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Nothing where keys were pressed that edit. */
    byte[] unread() {
        return edited ? new byte[0] : keys.toByteArray();
    }

    void clear() {
        keys.reset();
        edited = false;
    }
}
