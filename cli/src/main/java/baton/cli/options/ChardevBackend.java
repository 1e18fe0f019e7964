package baton.cli.options;

/** Where the bytes of a chardev come from and go to. */
public sealed interface ChardevBackend {
    /** Nowhere. */
    record Null() implements ChardevBackend {}

    /**
     * This process's terminal or pipes.
     *
     * @param signal whether the terminal's interrupt key ends the process; otherwise the guest gets it
     */
    record Stdio(boolean signal) implements ChardevBackend {}

    /**
     * A file written to.
     *
     * @param path the file, or {@code /dev/fdset/N}
     * @param append whether what it holds is kept
     * @param inputPath a file read from; null for none
     */
    record File(String path, boolean append, String inputPath) implements ChardevBackend {}

    /**
     * A pair of FIFOs {@code path.in} and {@code path.out}, or one FIFO for both ways.
     *
     * @param path without the endings
     */
    record Pipe(String path) implements ChardevBackend {}

    /**
     * A terminal device of the host.
     *
     * @param path such as {@code /dev/ttyS0}
     */
    record Device(String path) implements ChardevBackend {}

    /**
     * A new pseudo terminal.
     *
     * @param linkPath where a symbolic link to it is put; null for nowhere
     */
    record Pty(String linkPath) implements ChardevBackend {}

    /**
     * Memory that QMP reads with {@code ringbuf-read}.
     *
     * @param size bytes, a power of two
     */
    record RingBuffer(int size) implements ChardevBackend {}

    /**
     * A stream socket.
     *
     * @param address where
     * @param server whether it listens
     * @param waitForClient whether start-up waits for a client; servers only
     * @param protocol what the bytes are wrapped in
     * @param nodelay whether TCP sends at once
     * @param reconnectMillis milliseconds until a lost connection is tried again; 0 for never; clients only
     */
    record Socket(
            SocketEndpoint address,
            boolean server,
            boolean waitForClient,
            Protocol protocol,
            boolean nodelay,
            long reconnectMillis)
            implements ChardevBackend {}

    /** What a socket's bytes are wrapped in. */
    enum Protocol {
        /** Nothing. */
        RAW,
        /** Telnet negotiation. */
        TELNET
    }
}
