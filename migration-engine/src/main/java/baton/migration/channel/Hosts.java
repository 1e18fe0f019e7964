package baton.migration.channel;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Turns the host of a TCP address into IP addresses of the wanted families. */
final class Hosts {
    private static final String NO_NAME = "Name or service not known";

    private Hosts() {}

    /** Whether the host has to be looked up, which can take as long as a name server does. */
    static boolean isName(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == ':') {
                return false;
            }
            if (c != '.' && (c < '0' || c > '9')) {
                return true;
            }
        }
        return false;
    }

    /** At least one address to listen on. May block. */
    static List<InetAddress> toListen(ChannelAddress.Inet inet) throws IOException {
        if (!inet.host().isEmpty()) {
            return wanted(inet, lookUp(inet));
        }
        List<InetAddress> any = new ArrayList<>();
        boolean onOneSocket = Boolean.TRUE.equals(inet.v4()) && Boolean.TRUE.equals(inet.v6());
        if (wantsV4(inet) && !onOneSocket) {
            any.add(InetAddress.getByAddress(new byte[4]));
        }
        if (wantsV6(inet)) {
            any.add(InetAddress.getByAddress(new byte[16]));
        }
        return any;
    }

    /** At least one address to connect to. May block. */
    static List<InetAddress> toConnect(ChannelAddress.Inet inet) throws IOException {
        if (inet.host().isEmpty()) {
            throw unknown(inet, NO_NAME);
        }
        List<InetAddress> found = lookUp(inet);
        boolean mapped = !wantsV4(inet) && !hasV6(found);
        return mapped ? found : wanted(inet, found);
    }

    private static List<InetAddress> wanted(ChannelAddress.Inet inet, List<InetAddress> found) throws IOException {
        List<InetAddress> wanted = new ArrayList<>();
        for (InetAddress ip : found) {
            if (ip instanceof Inet4Address ? wantsV4(inet) : wantsV6(inet)) {
                wanted.add(ip);
            }
        }
        if (wanted.isEmpty()) {
            throw unknown(inet, isName(inet.host()) ? NO_NAME : "Address family for hostname not supported");
        }
        return wanted;
    }

    /** One family switched on means that family only; switched off means the other. */
    private static boolean wantsV4(ChannelAddress.Inet inet) {
        return inet.v4() == null ? !Boolean.TRUE.equals(inet.v6()) : inet.v4();
    }

    private static boolean wantsV6(ChannelAddress.Inet inet) {
        return inet.v6() == null ? !Boolean.TRUE.equals(inet.v4()) : inet.v6();
    }

    private static boolean hasV6(List<InetAddress> ips) {
        for (InetAddress ip : ips) {
            if (ip instanceof Inet6Address) {
                return true;
            }
        }
        return false;
    }

    private static List<InetAddress> lookUp(ChannelAddress.Inet inet) throws IOException {
        try {
            return List.of(InetAddress.getAllByName(inet.host()));
        } catch (UnknownHostException e) {
            // The host, and mostly the resolver's own words: "h: Temporary failure in name resolution".
            String text = String.valueOf(e.getMessage());
            int words = text.indexOf(": ");
            throw unknown(inet, words < 0 ? NO_NAME : text.substring(words + 2));
        }
    }

    private static IOException unknown(ChannelAddress.Inet inet, String why) {
        return new IOException("address resolution failed for " + inet.host() + ":" + inet.port() + ": " + why);
    }
}
