package baton.migration.channel;

import java.net.InetAddress;
import java.util.List;

/** Where a migration goes to or comes from: QAPI's MigrationAddress, parsed once. */
public sealed interface ChannelAddress {
    /** A file, or {@code /dev/fdset/N}; the stream begins at {@code offset}. */
    record File(String path, long offset) implements ChannelAddress {}

    /** A command whose standard input or output carries the stream. */
    record Command(List<String> words) implements ChannelAddress {}

    /** A descriptor: a name given with getfd or, incoming, also a number. */
    record Descriptor(String name) implements ChannelAddress {
        /** Whether it is a number: names cannot start with a digit. */
        public boolean numbered() {
            return !name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9';
        }
    }

    /**
     * A unix socket's path; or, with {@code inAbstract}, a name in the abstract namespace, which is filled with NULs to the
     * kernel's full length unless {@code tight}.
     */
    record Unix(String path, boolean inAbstract, boolean tight) implements ChannelAddress {
        private static final int FULL = 107;

        /** A path. */
        public Unix(String path) {
            this(path, false, true);
        }

        /** The name as {@code Sockets} takes it. */
        public String name() {
            if (!inAbstract) {
                return path;
            }
            return "\0" + path + (tight ? "" : "\0".repeat(Math.max(0, FULL - path.length())));
        }
    }

    /** A context id and port of vsock(7), each 0 to 2^32 - 1; the greatest context id is any. */
    record Vsock(long cid, long port) implements ChannelAddress {}

    /**
     * A TCP address; {@code host} may be a name, or empty for all; {@code lastPort} (QAPI {@code to}) ends the range that
     * a listener may choose from. {@code v4} and {@code v6} are null when not given.
     */
    record Inet(String host, int port, int lastPort, Boolean v4, Boolean v6) implements ChannelAddress {}

    /** What {@link Channels#lookUp} found for an address with a name: at least one IP address. */
    record Resolved(Inet asked, List<InetAddress> ips) implements ChannelAddress {
        /** Copies the list. */
        public Resolved {
            ips = List.copyOf(ips);
        }
    }

    /** Memory that the process and the one it becomes have in common ({@code memfd:}, Baton's own; mode cpr-exec). */
    record Memory() implements ChannelAddress {}

    /** A transport QEMU has and this build has not: rdma. */
    record Other(String transport) implements ChannelAddress {}

    /** Parses the {@code uri} of migrate, migrate-incoming and -incoming. */
    static ChannelAddress parse(String uri) throws BadAddress {
        return AddressText.parse(uri);
    }

    /** Whether the other end takes bytes as they come, so that both processes must be there at once. */
    default boolean live() {
        return this instanceof Unix
                || this instanceof Inet
                || this instanceof Resolved
                || this instanceof Vsock
                || this instanceof Other;
    }

    /** Whether a name server may have to be asked for it: see {@link Channels#lookUp}. */
    default boolean named() {
        return this instanceof Inet inet && Hosts.isName(inet.host());
    }
}
