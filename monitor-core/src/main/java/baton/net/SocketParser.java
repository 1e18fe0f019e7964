package baton.net;

/** {@code -netdev socket}: the older words for what {@code stream} and {@code dgram} do. */
final class SocketParser {
    private static final String ONE = "exactly one of listen=, connect=, mcast= or udp= is required";

    private SocketParser() {}

    static NetdevConfig parse(String id, NetKeys keys) throws NetException {
        String fd = keys.string("fd");
        String listen = keys.string("listen");
        String connect = keys.string("connect");
        String mcast = keys.string("mcast");
        String udp = keys.string("udp");
        String local = keys.string("localaddr");
        int given = count(fd) + count(listen) + count(connect) + count(mcast) + count(udp);
        if (given != 1) {
            throw new NetException(ONE);
        }
        if (mcast != null) {
            throw new NetException("mcast= is not supported by Baton: connect two machines with listen= and connect=");
        }
        if (local != null && udp == null) {
            throw new NetException("localaddr= is only valid with mcast= or udp=");
        }
        if (fd != null) {
            return new NetdevConfig.Stream(id, "socket", new NetAddress.Descriptor(fd), false, 0);
        }
        if (udp != null) {
            if (local == null) {
                throw new NetException("localaddr= is mandatory with udp=");
            }
            return new NetdevConfig.Dgram(id, "socket", pair(local), pair(udp));
        }
        return new NetdevConfig.Stream(id, "socket", pair(listen == null ? connect : listen), listen != null, 0);
    }

    private static int count(String given) {
        return given == null ? 0 : 1;
    }

    private static NetAddress pair(String text) throws NetException {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new NetException("host address '" + text + "' doesn't contain ':' separating host from port");
        }
        return new NetAddress.Inet(text.substring(0, colon), NetdevParser.port(text.substring(colon + 1)));
    }
}
