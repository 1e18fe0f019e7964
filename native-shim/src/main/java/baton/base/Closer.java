package baton.base;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what it was given, last first; the first exception is thrown with the later ones suppressed. One owner, one thread. */
public final class Closer implements AutoCloseable {
    /** Something that can be closed and may fail as I/O does. */
    public interface Resource {
        /** Releases the resource. */
        void close() throws IOException;
    }

    private final Deque<Resource> open = new ArrayDeque<>();

    /** Takes ownership of {@code resource} and returns it. */
    public <T extends Resource> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** Closes everything added so far, in reverse order. */
    @Override
    public void close() throws IOException {
        IOException first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
