package baton.migration.channel;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Turns the host of a TCP address into IP addresses of the wanted family. */
final class Hosts {
    private Hosts() {}

    /** At least one address; {@code unnamed} stands for the empty host. */
    static List<InetAddress> resolve(ChannelAddress.Inet inet, InetAddress unnamed) throws IOException {
        List<InetAddress> wanted = new ArrayList<>();
        for (InetAddress ip : lookUp(inet, unnamed)) {
            Boolean asked = ip instanceof Inet4Address ? inet.v4() : inet.v6();
            Boolean other = ip instanceof Inet4Address ? inet.v6() : inet.v4();
            // One family switched on means that family only; switched off means the other.
            if (Boolean.TRUE.equals(asked) || asked == null && !Boolean.TRUE.equals(other)) {
                wanted.add(ip);
            }
        }
        if (wanted.isEmpty()) {
            throw unknown(inet, null);
        }
        return wanted;
    }

    private static InetAddress[] lookUp(ChannelAddress.Inet inet, InetAddress unnamed) throws IOException {
        if (inet.host().isEmpty()) {
            return new InetAddress[] {unnamed};
        }
        try {
            return InetAddress.getAllByName(inet.host());
        } catch (UnknownHostException e) {
            throw unknown(inet, e);
        }
    }

    private static IOException unknown(ChannelAddress.Inet inet, UnknownHostException cause) {
        return new IOException(
                "address resolution failed for " + inet.host() + ":" + inet.port() + ": Name or service not known",
                cause);
    }
}
