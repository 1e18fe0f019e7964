package baton.net;

/** Where a socket is, as QAPI's SocketAddress has it. */
public sealed interface NetAddress {
    /** A unix socket. */
    record Unix(String path) implements NetAddress {}

    /** An internet socket; no host is any address. */
    record Inet(String host, int port) implements NetAddress {}

    /** A descriptor: its number, or a name the monitor knows. */
    record Descriptor(String name) implements NetAddress {}
}
