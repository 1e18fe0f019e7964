package baton.monitor.terminal;

import java.util.List;

/** Makes lines of typed bytes. Main loop. */
public interface LineInput {
    /** Takes the lines. */
    interface Sink {
        /** A line without its end. */
        void line(String line);
    }

    /** Shows the prompt; a new line begins. */
    void prompt();

    /** Takes one typed byte (0 to 255); may call the sink. */
    void typed(int c);

    /** Lines typed so far, the oldest first, as far as they are kept. */
    List<String> history();

    /** Bytes typed of which no line has been made. */
    byte[] unread();

    /** The client left: forgets what was typed; lets go of what was opened. */
    void reset();
}
