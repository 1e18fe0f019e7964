package baton.device.virtio.net;

import baton.device.virtio.VirtioFeatures;
import baton.nat.libc.Sys;

/** Feature bits of network cards (Virtio 1.2, 5.1.3), as masks. */
final class NetFeatures {
    static final long CSUM = 1;
    static final long GUEST_CSUM = 1L << 1;
    static final long CTRL_GUEST_OFFLOADS = 1L << 2;
    static final long MAC = 1L << 5;
    /** VIRTIO_NET_F_GSO, of legacy devices. */
    static final long GSO = 1L << 6;

    static final long GUEST_TSO4 = 1L << 7;
    static final long GUEST_TSO6 = 1L << 8;
    static final long GUEST_ECN = 1L << 9;
    static final long GUEST_UFO = 1L << 10;
    static final long HOST_OFFLOADS = 0xfL << 11;
    static final long MRG_RXBUF = 1L << 15;
    static final long STATUS = 1L << 16;
    static final long CTRL_VQ = 1L << 17;
    static final long CTRL_RX = 1L << 18;
    static final long CTRL_VLAN = 1L << 19;
    static final long CTRL_RX_EXTRA = 1L << 20;
    static final long GUEST_ANNOUNCE = 1L << 21;
    static final long CTRL_MAC_ADDR = 1L << 23;

    /** What a driver may take unfinished, and switch while it runs. */
    static final long GUEST_OFFLOADS = GUEST_CSUM | GUEST_TSO4 | GUEST_TSO6 | GUEST_ECN | GUEST_UFO;

    private static final long ALWAYS = CTRL_GUEST_OFFLOADS
            | MAC
            | MRG_RXBUF
            | STATUS
            | CTRL_VQ
            | CTRL_RX
            | CTRL_VLAN
            | CTRL_RX_EXTRA
            | GUEST_ANNOUNCE
            | CTRL_MAC_ADDR;

    private NetFeatures() {}

    /** Everything offered beside {@code ring}; frames are left unfinished only by a netdev whose frames can say so. */
    static long offered(long ring, boolean vnetHeader) {
        boolean legacy = (ring & VirtioFeatures.VERSION_1) == 0;
        long offloads = vnetHeader ? CSUM | GUEST_OFFLOADS | HOST_OFFLOADS : 0;
        return ring | ALWAYS | (legacy ? GSO : 0) | offloads;
    }

    /** What a tap is told for those of {@link #GUEST_OFFLOADS} that are wanted; nothing without checksums. */
    static int tapBits(long wanted) {
        if ((wanted & GUEST_CSUM) == 0) {
            return 0;
        }
        return Sys.TUN_F_CSUM
                | bit(wanted, GUEST_TSO4, Sys.TUN_F_TSO4)
                | bit(wanted, GUEST_TSO6, Sys.TUN_F_TSO6)
                | bit(wanted, GUEST_ECN, Sys.TUN_F_TSO_ECN)
                | bit(wanted, GUEST_UFO, Sys.TUN_F_UFO);
    }

    private static int bit(long wanted, long feature, int bit) {
        return (wanted & feature) == 0 ? 0 : bit;
    }
}
