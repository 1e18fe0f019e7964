package baton.migration.channel;

import baton.base.SizeText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads migration URIs: {@code file:P[,offset=N] exec:CMD fd:F unix:P tcp:H:P[,...] vsock:CID:P}; texts are QEMU's. */
final class AddressText {
    private static final String OFFSET = ",offset=";
    private static final int MAX_PORT = 65535;
    private static final long MAX_UINT32 = 0xffff_ffffL;
    private static final int MAX_UNIX_PATH = 107;

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
                return descriptor(rest);
            case "unix":
                return checked(new ChannelAddress.Unix(rest));
            case "tcp":
                return InetText.parse(rest);
            case "vsock":
                return vsock(rest);
            case "memfd":
                if (!rest.isEmpty()) {
                    throw new BadAddress("memfd: takes nothing after the colon");
                }
                return new ChannelAddress.Memory();
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
        } catch (NumberFormatException e) {
            if (!isNegative(offset)) {
                throw new BadAddress("file URI has bad offset " + offset + ": Invalid argument");
            }
        }
        throw new BadAddress("file URI has bad offset " + offset + ": Numerical result out of range");
    }

    private static boolean isNegative(String number) {
        return number.length() > 1 && number.charAt(0) == '-' && isDigits(number.substring(1));
    }

    private static ChannelAddress descriptor(String name) throws BadAddress {
        if (name.isEmpty()) {
            throw new BadAddress("invalid file descriptor address");
        }
        return new ChannelAddress.Descriptor(name);
    }

    static ChannelAddress.Unix checked(ChannelAddress.Unix unix) throws BadAddress {
        if (unix.path().isEmpty()) {
            throw new BadAddress("invalid Unix socket address");
        }
        if (unix.path().getBytes(StandardCharsets.UTF_8).length > MAX_UNIX_PATH) {
            throw new BadAddress("UNIX socket path '" + unix.path() + "' is too long");
        }
        return unix;
    }

    static ChannelAddress.Inet checked(String host, int port, long to, Boolean v4, Boolean v6) throws BadAddress {
        if (to < port || to > MAX_PORT) {
            throw new BadAddress("port range " + port + " to " + to + " is empty or ends above " + MAX_PORT);
        }
        if (Boolean.FALSE.equals(v4) && Boolean.FALSE.equals(v6)) {
            throw new BadAddress("Cannot disable IPv4 and IPv6 at same time");
        }
        return new ChannelAddress.Inet(host, port, (int) to, v4, v6);
    }

    private static ChannelAddress vsock(String text) throws BadAddress {
        int colon = text.indexOf(':');
        String port = text.substring(colon + 1);
        int comma = port.indexOf(',');
        if (colon <= 0 || port.isEmpty() || comma >= 0) {
            throw new BadAddress("error parsing address '" + text + "'");
        }
        return vsock(text.substring(0, colon), port);
    }

    static ChannelAddress vsock(String cid, String port) throws BadAddress {
        return new ChannelAddress.Vsock(uint32("cid", cid), uint32("port", port));
    }

    private static long uint32(String what, String text) throws BadAddress {
        long value = isDigits(text) && text.length() <= 10 ? Long.parseLong(text) : -1;
        if (value < 0 || value > MAX_UINT32) {
            throw new BadAddress("Failed to parse " + what + " '" + text + "'");
        }
        return value;
    }

    /** A port number; names of services are not looked up. */
    static int port(String host, String text) throws BadAddress {
        if (!isDigits(text)) {
            throw new BadAddress(
                    "address resolution failed for " + host + ":" + text + ": Servname not supported for ai_socktype");
        }
        int port = text.length() > 5 ? MAX_PORT + 1 : Integer.parseInt(text);
        if (port > MAX_PORT) {
            throw new BadAddress("port '" + text + "' is out of range: expected 0 to " + MAX_PORT);
        }
        return port;
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
