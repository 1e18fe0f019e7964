package baton.nat.libc;

import java.nio.charset.StandardCharsets;

/** A tap interface of the host: Ethernet frames go through its descriptor (tun(4), Documentation/networking/tuntap). */
public final class Tap {
    private static final String DEVICE = "/dev/net/tun";

    private final Fd fd;
    private final String name;
    private final boolean vnetHeader;

    private Tap(Fd fd, String name, boolean vnetHeader) {
        this.fd = fd;
        this.name = name;
        this.vnetHeader = vnetHeader;
    }

    /**
     * Attaches to an interface, which is made if there is none of that name and the caller may.
     *
     * @param name the interface's, {@code %d} in it for a free number
     * @param vnetHeader whether frames shall carry a virtio_net_hdr, if the host can
     */
    public static Tap open(String name, boolean vnetHeader) throws ErrnoException {
        Fd fd = Files.open(DEVICE, Sys.O_RDWR | Sys.O_NONBLOCK, 0);
        try (NativeBuffer request = NativeBuffer.allocate(Sys.IFREQ_SIZEOF)) {
            boolean header = vnetHeader && (features(fd, request) & Sys.IFF_VNET_HDR) != 0;
            request.clear();
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            request.set(0, bytes, 0, Math.min(bytes.length, Sys.IFNAMSIZ - 1));
            request.putShort(Sys.IFREQ_FLAGS, Sys.IFF_TAP | Sys.IFF_NO_PI | (header ? Sys.IFF_VNET_HDR : 0));
            Syscall.checked("TUNSETIFF", Sys.IOCTL, fd.number(), Sys.TUNSETIFF, request.address());
            return new Tap(fd, name(request), header);
        } catch (ErrnoException e) {
            fd.close();
            throw e;
        }
    }

    /** Takes a descriptor that is attached already; it becomes non-blocking. When this fails it stays the caller's. */
    public static Tap of(Fd fd) throws ErrnoException {
        try (NativeBuffer request = NativeBuffer.allocate(Sys.IFREQ_SIZEOF)) {
            Syscall.checked("TUNGETIFF", Sys.IOCTL, fd.number(), Sys.TUNGETIFF, request.address());
            fd.nonBlocking(true);
            boolean header = (request.getShort(Sys.IFREQ_FLAGS) & Sys.IFF_VNET_HDR) != 0;
            return new Tap(fd, name(request), header);
        }
    }

    private static int features(Fd fd, NativeBuffer scratch) throws ErrnoException {
        Syscall.checked("TUNGETFEATURES", Sys.IOCTL, fd.number(), Sys.TUNGETFEATURES, scratch.address());
        return scratch.getInt(0);
    }

    private static String name(NativeBuffer request) {
        int end = 0;
        while (end < Sys.IFNAMSIZ && request.getByte(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end];
        request.get(0, bytes, 0, end);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Non-blocking; one read or write is one frame. The caller closes. */
    public Fd fd() {
        return fd;
    }

    /** The interface's name. */
    public String name() {
        return name;
    }

    /** Whether each frame begins with a virtio_net_hdr, of 10 bytes until {@link #headerLength} says otherwise. */
    public boolean vnetHeader() {
        return vnetHeader;
    }

    /** Sets the length of the header, 10 or 12; of a tap that has one. */
    public static void headerLength(Fd tap, int length) throws ErrnoException {
        try (NativeBuffer four = NativeBuffer.allocate(4)) {
            four.putInt(0, length);
            Syscall.checked("TUNSETVNETHDRSZ", Sys.IOCTL, tap.number(), Sys.TUNSETVNETHDRSZ, four.address());
        }
    }

    /** Says which frames whoever reads takes unfinished: bits of {@code Sys.TUN_F_*}; of a tap with a header. */
    public static void offload(Fd tap, int bits) throws ErrnoException {
        Syscall.checked("TUNSETOFFLOAD", Sys.IOCTL, tap.number(), Sys.TUNSETOFFLOAD, bits);
    }
}
