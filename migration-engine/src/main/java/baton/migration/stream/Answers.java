package baton.migration.stream;

import java.io.IOException;

/** What the sender of a stream is told while it is read, once it has asked for it. Migration thread. */
public interface Answers {
    /** Nobody is told anything. */
    Answers NONE = new Answers() {
        @Override
        public void open() {
            // There is no way back.
        }

        @Override
        public void pong(int value) {
            // There is no way back.
        }
    };

    /** The sender listens from now on. */
    void open() throws IOException;

    /** It has asked whether somebody is there, and how. After {@link #open}. */
    void pong(int value) throws IOException;
}
