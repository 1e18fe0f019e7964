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

    /** What {@code netdev_add} takes. */
    static final ObjectType NETDEV = ObjectType.named("Netdev")
            .member("id", Builtin.STR)
            .member("type", EnumType.of("NetClientDriver", "dgram", "socket", "stream", "tap"))
            .tag("type")
            .when("dgram", DGRAM)
            .when("socket", SOCKET)
            .when("stream", STREAM)
            .when("tap", TAP)
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
