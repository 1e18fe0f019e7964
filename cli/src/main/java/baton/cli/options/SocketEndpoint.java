package baton.cli.options;

/** Where a socket is. */
public sealed interface SocketEndpoint {
    /**
     * A unix socket.
     *
     * @param path file, or name in the abstract space
     * @param isAbstract whether the latter
     * @param tight whether an abstract name has no padding
     */
    record Unix(String path, boolean isAbstract, boolean tight) implements SocketEndpoint {}

    /**
     * A TCP socket.
     *
     * @param host name or address; empty for any
     * @param port number or service
     * @param to last port to try when listening; 0 for just {@code port}
     * @param ipv4 whether IPv4 is wanted
     * @param ipv6 whether IPv6 is wanted
     */
    record Inet(String host, String port, int to, OnOffAuto ipv4, OnOffAuto ipv6) implements SocketEndpoint {}

    /**
     * A socket this process was given.
     *
     * @param name descriptor number, or a name known to the monitor
     */
    record Descriptor(String name) implements SocketEndpoint {}
}
