package baton.migration.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** QAPI's MigrationChannel: one of the pipes of a migration, and what it is for. */
public record MigrationChannel(Kind kind, ChannelAddress address) {
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
                    case "exec" -> command(addr.texts("args"));
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
            case "vsock" -> AddressText.vsock(addr.text("cid"), addr.text("port"));
            default -> throw Members.refused("type", type);
        };
    }

    private static ChannelAddress command(List<String> words) throws BadAddress {
        if (words.isEmpty()) {
            throw new BadAddress("Parameter 'args' names no command: give the program and its arguments");
        }
        return new ChannelAddress.Command(words);
    }

    private static ChannelAddress unix(Members addr) throws BadAddress {
        String path = addr.text("path");
        Boolean inAbstract = addr.flag("abstract");
        Boolean tight = addr.flag("tight");
        boolean padded = Boolean.FALSE.equals(tight);
        return AddressText.checked(new ChannelAddress.Unix(path, Boolean.TRUE.equals(inAbstract), !padded));
    }

    private static ChannelAddress inet(Members addr) throws BadAddress {
        String host = addr.text("host");
        int port = AddressText.port(host, addr.text("port"));
        Long to = addr.number("to");
        Boolean v4 = addr.flag("ipv4");
        Boolean v6 = addr.flag("ipv6");
        for (String unused : new String[] {"numeric", "keep-alive", "mptcp"}) {
            addr.flag(unused);
        }
        for (String unused : new String[] {"keep-alive-count", "keep-alive-idle", "keep-alive-interval"}) {
            addr.number(unused);
        }
        return AddressText.checked(host, port, to == null ? port : to, v4, v6);
    }
}
