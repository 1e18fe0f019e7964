package baton.cli.options;

/** The address among a socket chardev's keys: one of path, host with port, or fd. */
final class SocketEndpointParser {
    private static final int MOST_PORT = 65535;

    private SocketEndpointParser() {}

    static SocketEndpoint endpoint(TextArguments a) throws OptionException {
        String path = a.string("path", null);
        String host = a.string("host", null);
        String fd = a.string("fd", null);
        int given = (path == null ? 0 : 1) + (host == null ? 0 : 1) + (fd == null ? 0 : 1);
        if (given > 1) {
            throw a.error("None or one of 'path', 'fd' or 'host' option required.");
        }
        if (path != null && !path.isEmpty()) {
            return new SocketEndpoint.Unix(path, a.bool("abstract", false), a.bool("tight", true));
        }
        if (host != null) {
            return inet(a, host);
        }
        return descriptor(a, fd == null ? "" : fd);
    }

    private static SocketEndpoint inet(TextArguments a, String host) throws OptionException {
        String port = a.string("port", null);
        if (port == null) {
            throw a.error("chardev: socket: no port given");
        }
        long to = a.number("to", 0);
        if (to > MOST_PORT) {
            throw a.error("Value '" + to + "' is out of range for parameter 'to'");
        }
        return new SocketEndpoint.Inet(host, port, (int) to, family(a, "ipv4"), family(a, "ipv6"));
    }

    private static OnOffAuto family(TextArguments a, String key) throws OptionException {
        if (!a.has(key)) {
            return OnOffAuto.AUTO;
        }
        return a.bool(key, false) ? OnOffAuto.ON : OnOffAuto.OFF;
    }

    private static SocketEndpoint descriptor(TextArguments a, String fd) throws OptionException {
        if (fd.isEmpty() || Character.isDigit(fd.charAt(0)) && Values.number(fd, 0, Integer.MAX_VALUE) == null) {
            throw a.error("Unable to parse FD number " + fd);
        }
        return new SocketEndpoint.Descriptor(fd);
    }
}
