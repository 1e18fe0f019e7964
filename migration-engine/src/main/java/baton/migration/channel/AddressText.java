package baton.migration.channel;

import baton.base.SizeText;
import java.util.List;

/** Reads migration URIs: {@code file:P[,offset=N]}, {@code exec:CMD}, {@code fd:F}, {@code unix:P}, {@code tcp:H:P[,...]}. */
final class AddressText {
    private static final String OFFSET = ",offset=";

    private AddressText() {}

    static ChannelAddress parse(String uri) throws BadAddress {
        int colon = uri.indexOf(':');
        String rest = uri.substring(colon + 1);
        switch (colon < 0 ? "" : uri.substring(0, colon)) {
            case "file":
                return file(rest);
            case "exec":
                return new ChannelAddress.Command(List.of("/bin/sh", "-c", rest));
            case "fd":
                return new ChannelAddress.Descriptor(rest);
            case "unix":
                return new ChannelAddress.Unix(cut(rest, ","));
            case "tcp":
                return inet(rest);
            case "memfd":
                if (!rest.isEmpty()) {
                    throw new BadAddress("memfd: takes nothing after the colon");
                }
                return new ChannelAddress.Memory();
            case "vsock":
                return new ChannelAddress.Other("vsock");
            case "rdma":
                return new ChannelAddress.Other("rdma");
            default:
                throw new BadAddress("unknown migration protocol: " + uri);
        }
    }

    private static ChannelAddress file(String text) throws BadAddress {
        int at = text.indexOf(OFFSET);
        if (at < 0) {
            return new ChannelAddress.File(text, 0);
        }
        String offset = text.substring(at + OFFSET.length());
        try {
            long bytes = SizeText.parse(offset, 1);
            if (bytes >= 0) {
                return new ChannelAddress.File(text.substring(0, at), bytes);
            }
            throw new BadAddress("file URI has bad offset " + offset + ": Numerical result out of range");
        } catch (NumberFormatException e) {
            throw new BadAddress("file URI has bad offset " + offset + ": Invalid argument");
        }
    }

    private static ChannelAddress inet(String text) throws BadAddress {
        String address = cut(text, ",");
        int colon = address.lastIndexOf(':');
        boolean bracketed = address.startsWith("[");
        if (colon < 0 || bracketed != (colon > 1 && address.charAt(colon - 1) == ']')) {
            throw new BadAddress("error parsing address '" + text + "'");
        }
        String host = bracketed ? address.substring(1, colon - 1) : address.substring(0, colon);
        return inet(host, address.substring(colon + 1), new Options(text.substring(address.length())));
    }

    private static ChannelAddress inet(String host, String port, Options options) throws BadAddress {
        int first = port(port);
        String to = options.value("to");
        return new ChannelAddress.Inet(
                host, first, to == null ? first : port(to), options.flag("ipv4"), options.flag("ipv6"));
    }

    static int port(String text) throws BadAddress {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
            throw new BadAddress("port '" + text + "' is out of range: expected 0 to 65535");
        } catch (NumberFormatException e) {
            throw new BadAddress("port '" + text + "' is not a number");
        }
    }

    private static String cut(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(0, at);
    }

    /** What follows the port: {@code ,to=N,ipv4,ipv6=off}; options of the connection are accepted and not needed. */
    private static final class Options {
        private final String text;

        Options(String text) {
            this.text = text + ",";
        }

        String value(String name) {
            int at = text.indexOf("," + name + "=");
            if (at < 0) {
                return null;
            }
            int from = at + name.length() + 2;
            return text.substring(from, text.indexOf(',', from));
        }

        Boolean flag(String name) throws BadAddress {
            if (text.contains("," + name + ",")) {
                return Boolean.TRUE;
            }
            String value = value(name);
            if (value == null) {
                return null;
            }
            if (!value.equals("on") && !value.equals("off")) {
                throw new BadAddress("Parameter '" + name + "' expects 'on' or 'off'");
            }
            return value.equals("on");
        }
    }
}
