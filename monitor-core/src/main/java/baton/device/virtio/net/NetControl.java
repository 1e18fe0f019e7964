package baton.device.virtio.net;

import baton.device.virtio.ScatterList;
import baton.device.virtio.VirtChain;
import baton.device.virtio.VirtioLink;

/** The control queue's commands (Virtio 1.2, 5.1.6.5). Called with the device's lock held. */
final class NetControl {
    private static final int OK = 0;
    private static final int ERROR = 1;
    private static final int HEAD = 2;
    /** The longest that is looked at: a table with too many addresses of either kind. */
    private static final int MAX_BYTES = 64 * 1024;

    private final RxFilter filter;
    private final LinkStatus status;
    private final NetOffloads offloads;
    private final VirtioLink link;

    NetControl(RxFilter filter, LinkStatus status, NetOffloads offloads, VirtioLink link) {
        this.filter = filter;
        this.status = status;
        this.offloads = offloads;
        this.link = link;
    }

    /** Obeys one command; how many bytes were written as its answer, -1 when it has no room for one. */
    int handle(VirtChain chain) {
        ScatterList command = chain.readable();
        if (command.bytes() < HEAD || chain.writable().bytes() < 1) {
            return -1;
        }
        byte[] bytes = new byte[(int) Math.min(MAX_BYTES, command.bytes())];
        command.read(0, bytes, 0, bytes.length);
        boolean done =
                switch (bytes[0]) {
                    case 0 -> rxMode(bytes);
                    case 1 -> mac(bytes);
                    case 2 -> vlan(bytes);
                    case 3 -> announce(bytes);
                    case 5 -> offloads(bytes);
                    default -> false;
                };
        chain.writable().write(0, new byte[] {(byte) (done ? OK : ERROR)}, 0, 1);
        return 1;
    }

    private boolean rxMode(byte[] bytes) {
        if (bytes.length < HEAD + 1) {
            return false;
        }
        boolean on = bytes[HEAD] != 0;
        switch (bytes[1]) {
            case 0 -> filter.promiscuous = on;
            case 1 -> filter.allMulticast = on;
            case 2 -> filter.allUnicast = on;
            case 3 -> filter.noMulticast = on;
            case 4 -> filter.noUnicast = on;
            case 5 -> filter.noBroadcast = on;
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean mac(byte[] bytes) {
        if (bytes[1] == 1) {
            if (bytes.length != HEAD + RxFilter.MAC) {
                return false;
            }
            synchronized (filter) {
                System.arraycopy(bytes, HEAD, filter.mac, 0, RxFilter.MAC);
            }
            return true;
        }
        return bytes[1] == 0 && table(bytes);
    }

    private boolean table(byte[] bytes) {
        byte[] unicast = list(bytes, HEAD);
        byte[] multicast = unicast == null ? null : list(bytes, HEAD + 4 + unicast.length);
        if (multicast == null || HEAD + 4 + unicast.length + 4 + multicast.length != bytes.length) {
            return false;
        }
        filter.table(unicast, multicast);
        return true;
    }

    /** A count and so many addresses; null when they are not all there. */
    private static byte[] list(byte[] bytes, int at) {
        if (at > bytes.length - 4) {
            return null;
        }
        int count = u16(bytes, at) | u16(bytes, at + 2) << 16;
        if (count < 0 || count > (bytes.length - at - 4) / RxFilter.MAC) {
            return null;
        }
        byte[] list = new byte[count * RxFilter.MAC];
        System.arraycopy(bytes, at + 4, list, 0, list.length);
        return list;
    }

    private boolean vlan(byte[] bytes) {
        if (bytes.length < HEAD + 2 || bytes[1] < 0 || bytes[1] > 1) {
            return false;
        }
        return filter.vlan(u16(bytes, HEAD), bytes[1] == 0);
    }

    private boolean announce(byte[] bytes) {
        return bytes[1] == 0 && status.announced();
    }

    private boolean offloads(byte[] bytes) {
        if (bytes[1] != 0 || bytes.length < HEAD + 8 || !link.negotiated(NetFeatures.CTRL_GUEST_OFFLOADS)) {
            return false;
        }
        long wanted = 0;
        for (int i = 7; i >= 0; i--) {
            wanted = wanted << 8 | bytes[HEAD + i] & 0xff;
        }
        return offloads.want(wanted);
    }

    private static int u16(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }
}
