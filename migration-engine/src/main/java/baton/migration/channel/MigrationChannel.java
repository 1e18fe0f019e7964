package baton.migration.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** QAPI's MigrationChannel: one of the pipes of a migration, and what it is for. */
public record MigrationChannel(Kind kind, ChannelAddress address) {
    private static final int MAX_PORT = 65535;

    /** QAPI's MigrationChannelType. */
    public enum Kind {
        /** The stream itself. */
        MAIN,
        /** Descriptors of RAM, in mode cpr-transfer. */
        CPR
    }

    /**
     * Reads {@code channels} of migrate and migrate-incoming.
     *
     * @param channels JSON values: a list of maps
     */
    public static List<MigrationChannel> readAll(List<?> channels) throws BadAddress {
        List<MigrationChannel> read = new ArrayList<>(channels.size());
        for (Object channel : channels) {
            String path = "channels[" + read.size() + "]";
            if (!(channel instanceof Map<?, ?> map)) {
                throw new BadAddress("Invalid parameter type for '" + path + "', expected: object");
            }
            read.add(read(new Members(map, path + ".", false)));
        }
        return read;
    }

    /**
     * Reads the structured form of {@code -incoming}.
     *
     * @param texts whether it came as {@code key=value}, where numbers and flags are texts, rather than as JSON
     */
    public static MigrationChannel readOption(Map<?, ?> option, boolean texts) throws BadAddress {
        return read(new Members(option, "", texts));
    }

    private static MigrationChannel read(Members members) throws BadAddress {
        String type = members.text("channel-type");
        Kind kind =
                switch (type) {
                    case "main" -> Kind.MAIN;
                    case "cpr" -> Kind.CPR;
                    default -> throw Members.refused("channel-type", type);
                };
        ChannelAddress address = address(members.members("addr"));
        members.end();
        return new MigrationChannel(kind, address);
    }

    private static ChannelAddress address(Members addr) throws BadAddress {
        String transport = addr.text("transport");
        ChannelAddress address =
                switch (transport) {
                    case "socket" -> socket(addr);
                    case "exec" -> new ChannelAddress.Command(addr.texts("args"));
                    case "file" -> new ChannelAddress.File(addr.text("filename"), addr.size("offset"));
                    case "rdma" -> {
                        addr.ignoreRest();
                        yield new ChannelAddress.Other("rdma");
                    }
                    default -> throw Members.refused("transport", transport);
                };
        addr.end();
        return address;
    }

    private static ChannelAddress socket(Members addr) throws BadAddress {
        String type = addr.text("type");
        return switch (type) {
            case "unix" -> unix(addr);
            case "inet" -> inet(addr);
            case "fd" -> new ChannelAddress.Descriptor(addr.text("str"));
            case "vsock" -> {
                addr.ignoreRest();
                yield new ChannelAddress.Other("vsock");
            }
            default -> throw Members.refused("type", type);
        };
    }

    private static ChannelAddress unix(Members addr) throws BadAddress {
        String path = addr.text("path");
        if (Boolean.TRUE.equals(addr.flag("abstract"))) {
            throw new BadAddress("abstract unix sockets are not supported by this build of Baton");
        }
        addr.flag("tight");
        return new ChannelAddress.Unix(path);
    }

    private static ChannelAddress inet(Members addr) throws BadAddress {
        String host = addr.text("host");
        int port = AddressText.port(addr.text("port"));
        Long to = addr.number("to");
        if (to != null && (to < port || to > MAX_PORT)) {
            throw new BadAddress("port range " + port + " to " + to + " is empty or ends above " + MAX_PORT);
        }
        Boolean v4 = addr.flag("ipv4");
        Boolean v6 = addr.flag("ipv6");
        addr.ignoreRest();
        return new ChannelAddress.Inet(host, port, to == null ? port : to.intValue(), v4, v6);
    }
}
