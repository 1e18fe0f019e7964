package baton.net;

import java.util.Map;

/**
 * Reads the keys of {@code -netdev} and {@code netdev_add}, QAPI's Netdev. Texts are QEMU's; what QEMU has and Baton has not is
 * refused by name.
 */
public final class NetdevParser {
    private static final int MAX_PORT = 65535;
    private static final String[] WITHOUT_DESCRIPTOR = {
        "ifname", "script", "downscript", "vnet_hdr", "helper", "queues", "fds", "vhostfds"
    };

    private NetdevParser() {}

    /**
     * Reads one.
     *
     * @param members type, id and what the type has; values are strings, or maps of them
     * @param typed whether it was JSON, whose values have types
     */
    public static NetdevConfig parse(Map<String, Object> members, boolean typed) throws NetException {
        return parse(new NetKeys(members, typed), null);
    }

    /**
     * Reads one of {@code -nic}, whose id may be left out.
     *
     * @param members as {@link #parse(Map, boolean)}, values of words
     * @param name its id then, which no user can give
     */
    public static NetdevConfig parse(Map<String, Object> members, String name) throws NetException {
        return parse(new NetKeys(members, false), name);
    }

    private static NetdevConfig parse(NetKeys keys, String name) throws NetException {
        String type = keys.require("type");
        refuse(type);
        String given = name == null ? keys.require("id") : keys.string("id");
        if (given != null) {
            requireIdentifier(given);
        }
        String id = given == null ? name : given;
        NetdevConfig config = config(type, id, keys);
        keys.finish();
        return config;
    }

    private static NetdevConfig config(String type, String id, NetKeys keys) throws NetException {
        return switch (type) {
            case "tap" -> tap(id, keys);
            case "stream" -> stream(id, keys);
            case "dgram" -> dgram(id, keys);
            case "passt" -> PasstParser.passt(id, keys);
            case "user" -> PasstParser.user(id, keys);
            default -> SocketParser.parse(id, keys);
        };
    }

    private static void refuse(String type) throws NetException {
        switch (type) {
            case "tap", "stream", "dgram", "socket", "passt", "user" -> {}
            case "hubport",
                    "l2tpv3",
                    "vde",
                    "bridge",
                    "vhost-user",
                    "vhost-vdpa",
                    "netmap",
                    "af-xdp" -> throw new NetException(
                    "network backend '" + type
                            + "' is not compiled into this binary\nnot supported by Baton: use tap, socket, stream, dgram, passt or user");
            default -> throw new NetException("Parameter 'type' does not accept value '" + type + "'");
        }
    }

    private static void requireIdentifier(String id) throws NetException {
        boolean good = !id.isEmpty() && letter(id.charAt(0));
        for (int i = 1; good && i < id.length(); i++) {
            char c = id.charAt(i);
            good = letter(c) || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
        }
        if (!good) {
            throw new NetException("Parameter 'id' expects an identifier\n"
                    + "Identifiers consist of letters, digits, '-', '.', '_', starting with a letter.");
        }
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static NetdevConfig tap(String id, NetKeys keys) throws NetException {
        String fd = keys.string("fd");
        if (fd != null) {
            withDescriptorOnly(keys);
        }
        refuseParts(keys);
        noScript(fd, keys.string("script"), "script");
        noScript(fd, keys.string("downscript"), "downscript");
        keys.string("sndbuf"); // how much a slow interface may hold back; frames it has no room for are lost
        keys.number("poll-us", 0);
        String ifname = keys.string("ifname");
        return new NetdevConfig.Tap(id, ifname, fd, keys.bool("vnet_hdr", true), keys.bool("cpr", true));
    }

    private static void withDescriptorOnly(NetKeys keys) throws NetException {
        for (String key : WITHOUT_DESCRIPTOR) {
            if (keys.has(key)) {
                throw new NetException("ifname=, script=, downscript=, vnet_hdr=, helper=, queues=, fds=, and vhostfds="
                        + " are invalid with fd=");
            }
        }
    }

    private static void refuseParts(NetKeys keys) throws NetException {
        for (String key : new String[] {"helper", "fds", "vhostfd", "vhostfds", "br"}) {
            if (keys.has(key)) {
                throw new NetException(key + "= is not supported by Baton: give ifname= or fd=");
            }
        }
        if (keys.bool("vhost", false) || keys.bool("vhostforce", false)) {
            throw new NetException("vhost=on is not supported by Baton: leave it out");
        }
        if (keys.number("queues", 1) != 1) {
            throw new NetException("queues= is not supported by Baton: a card has one pair");
        }
    }

    private static void noScript(String fd, String script, String key) throws NetException {
        boolean missing = fd == null && script == null && key.equals("script");
        if (missing || script != null && !script.equals("no")) {
            throw new NetException("network script "
                    + (script == null ? "/etc/qemu-ifup" : script)
                    + ": Baton runs none: set the interface up beforehand and give " + key + "=no");
        }
    }

    private static NetdevConfig stream(String id, NetKeys keys) throws NetException {
        NetKeys at = keys.object("addr");
        if (at == null) {
            throw new NetException("Parameter 'addr' is missing");
        }
        NetAddress address = address(at);
        boolean server = keys.bool("server", false);
        long reconnect = keys.number("reconnect-ms", keys.number("reconnect", 0) * 1000);
        if (keys.has("reconnect") && keys.has("reconnect-ms")) {
            throw new NetException("'reconnect' and 'reconnect-ms' are mutually exclusive");
        }
        if (server && reconnect > 0) {
            throw new NetException(
                    "'reconnect' and 'reconnect-ms' options are incompatible with socket in server mode");
        }
        return new NetdevConfig.Stream(id, "stream", address, server, reconnect);
    }

    private static NetdevConfig dgram(String id, NetKeys keys) throws NetException {
        NetKeys from = keys.object("local");
        NetKeys to = keys.object("remote");
        if (from == null) {
            throw new NetException(
                    to == null
                            ? "dgram requires local= parameter"
                            : "dgram requires local= parameter: multicast is" + " not supported by Baton");
        }
        NetAddress local = address(from);
        NetAddress remote = to == null ? null : address(to);
        boolean descriptor = local instanceof NetAddress.Descriptor;
        if (descriptor && remote != null) {
            throw new NetException("don't set remote with local.fd");
        }
        if (!descriptor && remote == null) {
            throw new NetException("type=inet or type=unix requires remote parameter");
        }
        if (!descriptor && local.getClass() != remote.getClass()) {
            throw new NetException("remote and local types must be the same");
        }
        return new NetdevConfig.Dgram(id, "dgram", local, remote);
    }

    private static NetAddress address(NetKeys keys) throws NetException {
        String type = keys.require("type");
        NetAddress address =
                switch (type) {
                    case "unix" -> unix(keys);
                    case "inet" -> new NetAddress.Inet(keys.require("host"), port(keys.require("port")));
                    case "fd" -> new NetAddress.Descriptor(keys.require("str"));
                    case "vsock" -> throw new NetException("vsock is not supported by Baton: use unix, inet or fd");
                    default -> throw new NetException("Parameter 'type' does not accept value '" + type + "'");
                };
        for (String key : new String[] {"ipv4", "ipv6", "keep-alive", "mptcp", "numeric", "tight"}) {
            keys.bool(key, true);
        }
        keys.finish();
        return address;
    }

    private static NetAddress unix(NetKeys keys) throws NetException {
        if (keys.bool("abstract", false)) {
            throw new NetException("abstract=on is not supported by Baton: give the path of a file");
        }
        return new NetAddress.Unix(keys.require("path"));
    }

    /** A port number. */
    static int port(String text) throws NetException {
        int port = 0;
        for (int i = 0; i < text.length() && port <= MAX_PORT; i++) {
            int digit = text.charAt(i) - '0';
            port = digit < 0 || digit > 9 ? MAX_PORT + 1 : port * 10 + digit;
        }
        if (port > MAX_PORT || text.isEmpty()) {
            throw new NetException("port number '" + text + "' is invalid");
        }
        return port;
    }
}
