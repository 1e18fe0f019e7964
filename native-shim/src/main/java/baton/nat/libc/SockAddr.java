package baton.nat.libc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The kernel's socket addresses (unix(7), ip(7), ipv6(7), vsock(7)): made from parts, and as text. */
final class SockAddr {
    private static final int PATH_MAX = Sys.SOCKADDR_UN_SIZEOF - Sys.SOCKADDR_UN_PATH;
    private static final int GROUPS = 8;

    private SockAddr() {}

    static int family(byte[] ip) {
        return ip.length == 4 ? Sys.AF_INET : Sys.AF_INET6;
    }

    /** A path, or with a NUL in front an abstract name, of which every byte counts. */
    static NativeBuffer unix(String path) throws ErrnoException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        int length = name.length > 0 && name[0] == 0 ? name.length : name.length + 1;
        if (length > PATH_MAX) {
            throw new ErrnoException("bind", Errno.ENAMETOOLONG);
        }
        NativeBuffer address = NativeBuffer.allocate(Sys.SOCKADDR_UN_PATH + length);
        address.putShort(0, Sys.AF_UNIX);
        address.set(Sys.SOCKADDR_UN_PATH, name, 0, name.length);
        return address;
    }

    static NativeBuffer tcp(byte[] ip, int port) {
        boolean v4 = ip.length == 4;
        NativeBuffer address = NativeBuffer.allocate(v4 ? Sys.SOCKADDR_IN_SIZEOF : Sys.SOCKADDR_IN6_SIZEOF);
        address.putShort(0, family(ip));
        address.putByte(Sys.SOCKADDR_IN_PORT, port >> 8);
        address.putByte(Sys.SOCKADDR_IN_PORT + 1, port);
        address.set(v4 ? Sys.SOCKADDR_IN_ADDR : Sys.SOCKADDR_IN6_ADDR, ip, 0, ip.length);
        return address;
    }

    static NativeBuffer vsock(long cid, long port) {
        NativeBuffer address = NativeBuffer.allocate(Sys.SOCKADDR_VM_SIZEOF);
        address.putShort(0, Sys.AF_VSOCK);
        address.putInt(Sys.SOCKADDR_VM_PORT, (int) port);
        address.putInt(Sys.SOCKADDR_VM_CID, (int) cid);
        return address;
    }

    /** The TCP port; 0 of other families. */
    static int port(byte[] address) {
        boolean tcp = address[0] == Sys.AF_INET || address[0] == Sys.AF_INET6;
        return tcp ? (address[Sys.SOCKADDR_IN_PORT] & 0xff) << 8 | address[Sys.SOCKADDR_IN_PORT + 1] & 0xff : 0;
    }

    /** A path, {@code 127.0.0.1:4444}, {@code [::1]:4444}; empty for another family. */
    static String text(byte[] address) {
        switch (address[0]) {
            case Sys.AF_UNIX:
                return path(address);
            case Sys.AF_INET:
                return v4(Arrays.copyOfRange(address, Sys.SOCKADDR_IN_ADDR, Sys.SOCKADDR_IN_ADDR + 4)) + ":"
                        + port(address);
            case Sys.AF_INET6:
                return "[" + v6(Arrays.copyOfRange(address, Sys.SOCKADDR_IN6_ADDR, Sys.SOCKADDR_IN6_ADDR + 16)) + "]:"
                        + port(address);
            default:
                return "";
        }
    }

    private static String path(byte[] address) {
        int end = Sys.SOCKADDR_UN_PATH;
        while (end < Sys.SOCKADDR_UN_SIZEOF && address[end] != 0) {
            end++;
        }
        return new String(address, Sys.SOCKADDR_UN_PATH, end - Sys.SOCKADDR_UN_PATH, StandardCharsets.UTF_8);
    }

    private static String v4(byte[] ip) {
        return (ip[0] & 0xff) + "." + (ip[1] & 0xff) + "." + (ip[2] & 0xff) + "." + (ip[3] & 0xff);
    }

    /** As inet_ntop has it (RFC 5952): the longest run of two or more zero groups is {@code ::}. */
    private static String v6(byte[] ip) {
        int from = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeros(ip, i);
            if (run > length) {
                from = i;
                length = run;
            }
        }
        boolean cut = length > 1;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (cut && i == from) {
                text.append("::");
                i += length - 1;
            } else {
                boolean first = text.length() == 0 || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(group(ip, i)));
            }
        }
        return text.toString();
    }

    private static int zeros(byte[] ip, int from) {
        int end = from;
        while (end < GROUPS && group(ip, end) == 0) {
            end++;
        }
        return end - from;
    }

    private static int group(byte[] ip, int i) {
        return (ip[2 * i] & 0xff) << 8 | ip[2 * i + 1] & 0xff;
    }
}
