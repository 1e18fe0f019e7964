package baton.migration.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Turns the host of a TCP address into IP addresses of the wanted families, as bytes. */
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
    static List<byte[]> toListen(ChannelAddress.Inet inet) throws IOException {
        if (!inet.host().isEmpty()) {
            return wanted(inet, lookUp(inet));
        }
        List<byte[]> any = new ArrayList<>();
        boolean onOneSocket = Boolean.TRUE.equals(inet.v4()) && Boolean.TRUE.equals(inet.v6());
        if (wantsV4(inet) && !onOneSocket) {
            any.add(new byte[4]);
        }
        if (wantsV6(inet)) {
            any.add(new byte[16]);
        }
        return any;
    }

    /** At least one address to connect to. May block. */
    static List<byte[]> toConnect(ChannelAddress.Inet inet) throws IOException {
        if (inet.host().isEmpty()) {
            throw unknown(inet, NO_NAME);
        }
        List<byte[]> found = lookUp(inet);
        boolean mapped = !wantsV4(inet) && count(found, 16) == 0;
        return mapped ? found : wanted(inet, found);
    }

    private static List<byte[]> wanted(ChannelAddress.Inet inet, List<byte[]> found) throws IOException {
        List<byte[]> wanted = new ArrayList<>();
        for (byte[] ip : found) {
            if (ip.length == 4 ? wantsV4(inet) : wantsV6(inet)) {
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

    private static int count(List<byte[]> ips, int length) {
        int count = 0;
        for (byte[] ip : ips) {
            count += ip.length == length ? 1 : 0;
        }
        return count;
    }

    private static List<byte[]> lookUp(ChannelAddress.Inet inet) throws IOException {
        try {
            List<byte[]> found = new ArrayList<>();
            for (InetAddress ip : InetAddress.getAllByName(inet.host())) {
                found.add(ip.getAddress());
            }
            return found;
        } catch (UnknownHostException e) {
            throw unknown(inet, NO_NAME);
        }
    }

    private static IOException unknown(ChannelAddress.Inet inet, String why) {
        return new IOException("address resolution failed for " + inet.host() + ":" + inet.port() + ": " + why);
    }
}
