package baton.command.net;

import baton.monitor.qmp.schema.ArrayType;
import baton.monitor.qmp.schema.Builtin;
import baton.monitor.qmp.schema.CommonTypes;
import baton.monitor.qmp.schema.EnumType;
import baton.monitor.qmp.schema.ObjectType;

/** QAPI types of networks. */
final class NetTypes {
    private static final ObjectType TAP = ObjectType.named("NetdevTapOptions")
            .optional("ifname", Builtin.STR)
            .optional("fd", Builtin.STR)
            .optional("fds", Builtin.STR)
            .optional("script", Builtin.STR)
            .optional("downscript", Builtin.STR)
            .optional("br", Builtin.STR)
            .optional("helper", Builtin.STR)
            .optional("sndbuf", Builtin.SIZE)
            .optional("vnet_hdr", Builtin.BOOL)
            .optional("vhost", Builtin.BOOL)
            .optional("vhostfd", Builtin.STR)
            .optional("vhostfds", Builtin.STR)
            .optional("vhostforce", Builtin.BOOL)
            .optional("queues", Builtin.UINT32)
            .optional("poll-us", Builtin.UINT32)
            .optional("cpr", Builtin.BOOL)
            .build();
    private static final ObjectType SOCKET = ObjectType.named("NetdevSocketOptions")
            .optional("fd", Builtin.STR)
            .optional("listen", Builtin.STR)
            .optional("connect", Builtin.STR)
            .optional("mcast", Builtin.STR)
            .optional("localaddr", Builtin.STR)
            .optional("udp", Builtin.STR)
            .build();
    private static final ObjectType STREAM = ObjectType.named("NetdevStreamOptions")
            .member("addr", CommonTypes.SOCKET_ADDRESS)
            .optional("server", Builtin.BOOL)
            .optional("reconnect", Builtin.INT, "deprecated")
            .optional("reconnect-ms", Builtin.INT)
            .build();
    private static final ObjectType DGRAM = ObjectType.named("NetdevDgramOptions")
            .optional("local", CommonTypes.SOCKET_ADDRESS)
            .optional("remote", CommonTypes.SOCKET_ADDRESS)
            .build();

    private static final ArrayType STRINGS =
            ArrayType.of(ObjectType.named("String").member("str", Builtin.STR).build());
    private static final ObjectType PASST = ObjectType.named("NetDevPasstOptions")
            .optional("path", Builtin.STR)
            .optional("quiet", Builtin.BOOL)
            .optional("vhost-user", Builtin.BOOL)
            .optional("mtu", Builtin.INT)
            .optional("address", Builtin.STR)
            .optional("netmask", Builtin.STR)
            .optional("mac", Builtin.STR)
            .optional("gateway", Builtin.STR)
            .optional("interface", Builtin.STR)
            .optional("outbound", Builtin.STR)
            .optional("outbound-if4", Builtin.STR)
            .optional("outbound-if6", Builtin.STR)
            .optional("dns", Builtin.STR)
            .optional("search", STRINGS)
            .optional("fqdn", Builtin.STR)
            .optional("dhcp-dns", Builtin.BOOL)
            .optional("dhcp-search", Builtin.BOOL)
            .optional("map-host-loopback", Builtin.STR)
            .optional("map-guest-addr", Builtin.STR)
            .optional("dns-forward", Builtin.STR)
            .optional("dns-host", Builtin.STR)
            .optional("tcp", Builtin.BOOL)
            .optional("udp", Builtin.BOOL)
            .optional("icmp", Builtin.BOOL)
            .optional("dhcp", Builtin.BOOL)
            .optional("ndp", Builtin.BOOL)
            .optional("dhcpv6", Builtin.BOOL)
            .optional("ra", Builtin.BOOL)
            .optional("freebind", Builtin.BOOL)
            .optional("ipv4", Builtin.BOOL)
            .optional("ipv6", Builtin.BOOL)
            .optional("tcp-ports", STRINGS)
            .optional("udp-ports", STRINGS)
            .optional("param", STRINGS)
            .build();
    private static final ObjectType USER = ObjectType.named("NetdevUserOptions")
            .optional("ipv4", Builtin.BOOL)
            .optional("ipv6", Builtin.BOOL)
            .optional("net", Builtin.STR)
            .optional("host", Builtin.STR)
            .optional("dhcpstart", Builtin.STR)
            .optional("dns", Builtin.STR)
            .optional("dnssearch", STRINGS)
            .optional("domainname", Builtin.STR)
            .optional("hostfwd", STRINGS)
            .build();

    /** What {@code netdev_add} takes. */
    static final ObjectType NETDEV = ObjectType.named("Netdev")
            .member("id", Builtin.STR)
            .member("type", EnumType.of("NetClientDriver", "dgram", "passt", "socket", "stream", "tap", "user"))
            .tag("type")
            .when("dgram", DGRAM)
            .when("passt", PASST)
            .when("socket", SOCKET)
            .when("stream", STREAM)
            .when("tap", TAP)
            .when("user", USER)
            .build();

    private static final EnumType RX_STATE = EnumType.of("RxState", "normal", "none", "all");

    /** One element of {@code query-rx-filter}. */
    static final ObjectType RX_FILTER = ObjectType.named("RxFilterInfo")
            .member("name", Builtin.STR)
            .member("promiscuous", Builtin.BOOL)
            .member("multicast", RX_STATE)
            .member("unicast", RX_STATE)
            .member("vlan", RX_STATE)
            .member("broadcast-allowed", Builtin.BOOL)
            .member("multicast-overflow", Builtin.BOOL)
            .member("unicast-overflow", Builtin.BOOL)
            .member("main-mac", Builtin.STR)
            .member("vlan-table", ArrayType.of(Builtin.INT))
            .member("unicast-table", ArrayType.of(Builtin.STR))
            .member("multicast-table", ArrayType.of(Builtin.STR))
            .build();

    private NetTypes() {}
}
