package baton.net;

import java.util.ArrayList;
import java.util.List;

/** {@code -netdev passt} and {@code user}, which is passt with the addresses of QEMU's own user network: as passt's words. */
final class PasstParser {
    private static final String[] SWITCHES = {"tcp", "udp", "icmp", "dhcp", "ndp", "dhcpv6", "ra"};
    private static final String[] VALUES = {
        "address",
        "netmask",
        "gateway",
        "interface",
        "outbound",
        "outbound-if4",
        "outbound-if6",
        "dns",
        "fqdn",
        "map-host-loopback",
        "map-guest-addr",
        "dns-forward",
        "dns-host"
    };
    private static final String[] NOT_PASST = {
        "restrict",
        "hostname",
        "ipv6-net",
        "ipv6-prefix",
        "ipv6-prefixlen",
        "ipv6-host",
        "ipv6-dns",
        "tftp",
        "tftp-server-name",
        "bootfile",
        "smb",
        "smbserver",
        "guestfwd"
    };
    private static final String NET = "10.0.2.";

    private final NetKeys keys;
    private final List<String> words = new ArrayList<>();

    private PasstParser(NetKeys keys) {
        this.keys = keys;
    }

    static NetdevConfig passt(String id, NetKeys keys) throws NetException {
        String path = keys.string("path");
        PasstParser parser = new PasstParser(keys);
        if (keys.bool("vhost-user", false)) {
            throw new NetException("vhost-user=on is not supported by Baton: leave it out");
        }
        boolean quiet = keys.bool("quiet", true);
        parser.own();
        return new NetdevConfig.Passt(id, "passt", path == null ? "passt" : path, parser.words, quiet);
    }

    private void own() throws NetException {
        for (String key : VALUES) {
            value("--" + key, keys.string(key));
        }
        value("--mac-addr", keys.string("mac"));
        if (keys.has("mtu")) {
            value("--mtu", Long.toString(keys.number("mtu", 0)));
        }
        for (String domain : keys.strings("search")) {
            value("--search", domain);
        }
        for (String key : SWITCHES) {
            off(keys.bool(key, true), "--no-" + key);
        }
        off(keys.bool("dhcp-dns", true), "--no-dhcp-dns");
        off(keys.bool("dhcp-search", true), "--no-dhcp-search");
        off(!keys.bool("freebind", false), "--freebind");
        families();
        for (String ports : keys.strings("tcp-ports")) {
            value("--tcp-ports", ports);
        }
        for (String ports : keys.strings("udp-ports")) {
            value("--udp-ports", ports);
        }
        words.addAll(keys.strings("param"));
    }

    private void families() throws NetException {
        boolean four = keys.bool("ipv4", true);
        boolean six = keys.bool("ipv6", true);
        if (!four && !six) {
            throw new NetException("IPv4 and IPv6 disabled");
        }
        off(six, "--ipv4-only");
        off(four, "--ipv6-only");
    }

    private void value(String word, String value) {
        if (value != null) {
            words.add(word);
            words.add(value);
        }
    }

    private void off(boolean on, String word) {
        if (!on) {
            words.add(word);
        }
    }

    // ---- user

    static NetdevConfig user(String id, NetKeys keys) throws NetException {
        PasstParser parser = new PasstParser(keys);
        for (String key : NOT_PASST) {
            if (keys.has(key)) {
                throw new NetException(key + "= is not supported by Baton: its user network is passt; leave it out");
            }
        }
        parser.addresses();
        parser.families();
        String domain = keys.string("domainname");
        parser.value("--search", domain);
        for (String search : keys.strings("dnssearch")) {
            parser.value("--search", search);
        }
        for (String rule : keys.strings("hostfwd")) {
            parser.forward(rule);
        }
        return new NetdevConfig.Passt(id, "user", "passt", parser.words, true);
    }

    /** Where QEMU's has guest, host and name server unless it is told otherwise. */
    private void addresses() throws NetException {
        String prefix = NET;
        String length = "24";
        String net = keys.string("net");
        if (net != null) {
            int slash = net.indexOf('/');
            String base = slash < 0 ? net : net.substring(0, slash);
            length = slash < 0 ? "24" : net.substring(slash + 1);
            if (!base.endsWith(".0")) {
                throw new NetException("net=" + net + " is not supported by Baton: give a network that ends in .0");
            }
            prefix = base.substring(0, base.length() - 1);
        }
        value("--address", or(keys.string("dhcpstart"), prefix + "15"));
        value("--netmask", length);
        value("--gateway", or(keys.string("host"), prefix + "2"));
        String dns = or(keys.string("dns"), prefix + "3");
        value("--dns", dns);
        value("--dns-forward", dns);
    }

    private static String or(String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    /** {@code [tcp|udp]:[hostaddr]:hostport-[guestaddr]:guestport}. */
    private void forward(String rule) throws NetException {
        int first = rule.indexOf(':');
        int second = rule.indexOf(':', first + 1);
        int dash = rule.indexOf('-', second + 1);
        int last = rule.lastIndexOf(':');
        String protocol = first < 0 ? "" : rule.substring(0, first);
        boolean known = protocol.isEmpty() || protocol.equals("tcp") || protocol.equals("udp");
        if (!known || second < 0 || dash < 0 || last < dash) {
            throw new NetException("Invalid host forwarding rule '" + rule + "' (Bad protocol name)");
        }
        if (last > dash + 1) {
            throw new NetException(
                    "hostfwd=" + rule + ": an address of the guest is not supported by Baton: leave it out");
        }
        String host = rule.substring(first + 1, second);
        int from = NetdevParser.port(rule.substring(second + 1, dash));
        int to = NetdevParser.port(rule.substring(last + 1));
        value(
                protocol.equals("udp") ? "--udp-ports" : "--tcp-ports",
                (host.isEmpty() ? "" : host + "/") + from + ":" + to);
    }
}
