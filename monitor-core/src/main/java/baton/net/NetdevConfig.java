package baton.net;

import java.util.List;

/** What one {@code -netdev} asks for. Made by {@link NetdevParser}. */
public sealed interface NetdevConfig {
    /** Its id. */
    String id();

    /** QEMU's name of the kind. */
    String type();

    /**
     * A tap interface.
     *
     * @param ifname its name, null for the first free one
     * @param fd a descriptor that is attached already, by number or name; null to open one
     * @param vnetHeader whether frames shall carry a virtio_net_hdr, if the host can
     * @param cpr whether the descriptor goes on with the guest
     */
    record Tap(String id, String ifname, String fd, boolean vnetHeader, boolean cpr) implements NetdevConfig {
        @Override
        public String type() {
            return "tap";
        }
    }

    /**
     * A stream socket.
     *
     * @param type {@code stream}, or {@code socket}, the same in older words
     * @param server whether it listens
     * @param reconnectMillis until a client tries again; 0 for never
     */
    record Stream(String id, String type, NetAddress address, boolean server, long reconnectMillis)
            implements NetdevConfig {}

    /**
     * The network of a user without rights, by the program passt.
     *
     * @param type {@code passt}, or {@code user}
     * @param program its name or path
     * @param words what it is told
     * @param quiet whether it keeps to itself what it does
     */
    record Passt(String id, String type, String program, List<String> words, boolean quiet) implements NetdevConfig {}

    /**
     * A datagram socket.
     *
     * @param local where it receives; a descriptor is both
     * @param remote where it sends; null with a descriptor
     */
    record Dgram(String id, String type, NetAddress local, NetAddress remote) implements NetdevConfig {}
}
