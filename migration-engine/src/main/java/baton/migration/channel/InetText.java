package baton.migration.channel;

/** Reads {@code HOST:PORT[,to=N][,ipv4[=on|off]][,ipv6[=on|off]]}; an IPv6 host stands in brackets. Texts are QEMU's. */
final class InetText {
    private static final int MAX_HOST = 64;

    /** What follows the port, between commas; options of the connection are accepted and not needed. */
    private final String options;

    private InetText(String options) {
        this.options = options + ",";
    }

    static ChannelAddress.Inet parse(String text) throws BadAddress {
        boolean bracketed = text.startsWith("[");
        int hostEnd = bracketed ? text.indexOf(']') : text.indexOf(':');
        int colon = bracketed ? hostEnd + 1 : hostEnd;
        int start = bracketed ? 1 : 0;
        int comma = text.indexOf(',', Math.max(colon, 0));
        int portEnd = comma < 0 ? text.length() : comma;
        boolean noHost = text.startsWith(":");
        boolean badHost = hostEnd < start || hostEnd - start > MAX_HOST || bracketed && hostEnd == start;
        if (badHost || !text.startsWith(":", colon) || portEnd <= colon + 1) {
            throw new BadAddress(problem(bracketed, noHost) + " '" + text + "'");
        }
        String host = text.substring(start, hostEnd);
        return new InetText(text.substring(portEnd)).read(host, text.substring(colon + 1, portEnd));
    }

    private static String problem(boolean bracketed, boolean noHost) {
        if (bracketed) {
            return "error parsing IPv6 address";
        }
        return noHost ? "error parsing port in address" : "error parsing address";
    }

    private ChannelAddress.Inet read(String host, String portText) throws BadAddress {
        int port = AddressText.port(host, portText);
        String to = value("to");
        return AddressText.checked(host, port, to == null ? port : last(to), flag("ipv4"), flag("ipv6"));
    }

    private static long last(String to) throws BadAddress {
        try {
            return Integer.parseInt(to);
        } catch (NumberFormatException e) {
            throw new BadAddress("error parsing to= argument");
        }
    }

    private String value(String name) {
        int at = options.indexOf("," + name + "=");
        if (at < 0) {
            return null;
        }
        int from = at + name.length() + 2;
        return options.substring(from, options.indexOf(',', from));
    }

    private Boolean flag(String name) throws BadAddress {
        if (options.contains("," + name + ",")) {
            return Boolean.TRUE;
        }
        String value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.equals("on") && !value.equals("off")) {
            throw new BadAddress("error parsing '" + name + "' flag '=" + value + "'");
        }
        return value.equals("on");
    }
}
