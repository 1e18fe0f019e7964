package baton.chardev.testing;

import java.io.IOException;

/** The other side of a chardev under test. */
public interface HostSide {
    /** Sends to the chardev. */
    void send(String text) throws IOException;

    /** What the chardev has written and nobody has polled yet; never waits. */
    String poll();
}
