package baton.device.virtio.net;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which frames a driver wants (Virtio 1.2, 5.1.6.5): receive modes, a table of addresses, a set of VLANs. Under the
 * device's lock; the address under this object's too, since a driver reads it at any time.
 */
final class RxFilter {
    static final int MAC = 6;
    /** Most addresses in the table. */
    static final int MAX_ENTRIES = 64;

    private static final int VLANS = 4096;
    private static final int VLAN_TAG = 0x8100;
    private static final int MIN_FRAME = 14;
    private static final byte[] BROADCAST = {-1, -1, -1, -1, -1, -1};
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    final byte[] mac = new byte[MAC];
    boolean promiscuous;
    boolean allMulticast;
    boolean allUnicast;
    boolean noMulticast;
    boolean noUnicast;
    boolean noBroadcast;
    private final byte[] table = new byte[MAX_ENTRIES * MAC];
    private int inUse;
    private int firstMulticast;
    private boolean unicastOverflow;
    private boolean multicastOverflow;
    private final byte[] vlans = new byte[VLANS / 8];

    void reset() {
        promiscuous = true;
        allMulticast = false;
        allUnicast = false;
        noMulticast = false;
        noUnicast = false;
        noBroadcast = false;
        inUse = 0;
        firstMulticast = 0;
        unicastOverflow = false;
        multicastOverflow = false;
        Arrays.fill(table, (byte) 0);
        everyVlan(true);
    }

    /** All VLANs, or none: which are wanted is then said one by one. */
    void everyVlan(boolean wanted) {
        Arrays.fill(vlans, (byte) (wanted ? -1 : 0));
    }

    /** One VLAN; false when there is none of that number. */
    boolean vlan(int id, boolean wanted) {
        if (id >= VLANS) {
            return false;
        }
        int bit = 1 << (id & 7);
        vlans[id >> 3] = (byte) (wanted ? vlans[id >> 3] | bit : vlans[id >> 3] & ~bit);
        return true;
    }

    /** Replaces the table: both lists of addresses, one after the other; what has too many is taken to be everybody. */
    void table(byte[] unicast, byte[] multicast) {
        inUse = 0;
        unicastOverflow = !add(unicast);
        firstMulticast = inUse;
        multicastOverflow = !add(multicast);
    }

    private boolean add(byte[] addresses) {
        int count = addresses.length / MAC;
        if (inUse + count > MAX_ENTRIES) {
            return false;
        }
        System.arraycopy(addresses, 0, table, inUse * MAC, addresses.length);
        inUse += count;
        return true;
    }

    /** Whether a frame, of which {@code head} is the beginning, is for this guest. */
    boolean accepts(byte[] head, int length) {
        if (promiscuous) {
            return true;
        }
        if (length < MIN_FRAME || !inVlan(head, length)) {
            return false;
        }
        if ((head[0] & 1) == 0) {
            return unicast(head);
        }
        if (Arrays.equals(head, 0, MAC, BROADCAST, 0, MAC)) {
            return !noBroadcast;
        }
        return !noMulticast && (allMulticast || multicastOverflow || inTable(head, firstMulticast, inUse));
    }

    private boolean inVlan(byte[] head, int length) {
        if (length < MIN_FRAME + 2 || ((head[12] & 0xff) << 8 | head[13] & 0xff) != VLAN_TAG) {
            return true;
        }
        int id = (head[14] & 0xf) << 8 | head[15] & 0xff;
        return (vlans[id >> 3] >> (id & 7) & 1) != 0;
    }

    private boolean unicast(byte[] head) {
        boolean own = Arrays.equals(head, 0, MAC, mac, 0, MAC);
        return !noUnicast && (allUnicast || unicastOverflow || own || inTable(head, 0, firstMulticast));
    }

    private boolean inTable(byte[] head, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Arrays.equals(head, 0, MAC, table, i * MAC, i * MAC + MAC)) {
                return true;
            }
        }
        return false;
    }

    // ---- state, in the order of QEMU's fields

    void modes(StateVisitor v) throws VmStateException {
        promiscuous = v.u8("promisc", promiscuous ? 1 : 0) != 0;
        allMulticast = v.u8("allmulti", allMulticast ? 1 : 0) != 0;
        inUse = v.u32("mac_table.in_use", inUse);
        if (inUse < 0 || inUse > MAX_ENTRIES) {
            throw VmStateException.corrupt("virtio-net: a table of " + Integer.toUnsignedString(inUse) + " addresses");
        }
        byte[] used = Arrays.copyOf(table, inUse * MAC);
        v.buffer("mac_table.macs", used);
        System.arraycopy(used, 0, table, 0, used.length);
        v.buffer("vlans", vlans);
    }

    void overflows(StateVisitor v) throws VmStateException {
        multicastOverflow = v.u8("mac_table.multi_overflow", multicastOverflow ? 1 : 0) != 0;
        unicastOverflow = v.u8("mac_table.uni_overflow", unicastOverflow ? 1 : 0) != 0;
        allUnicast = v.u8("alluni", allUnicast ? 1 : 0) != 0;
        noMulticast = v.u8("nomulti", noMulticast ? 1 : 0) != 0;
        noUnicast = v.u8("nouni", noUnicast ? 1 : 0) != 0;
        noBroadcast = v.u8("nobcast", noBroadcast ? 1 : 0) != 0;
    }

    /** Where the second list begins is not in the stream: at the first address of a group. */
    void loaded() {
        firstMulticast = 0;
        while (firstMulticast < inUse && (table[firstMulticast * MAC] & 1) == 0) {
            firstMulticast++;
        }
    }

    // ---- for monitors

    /** {@code query-rx-filter}; {@code ownVlans} says whether the driver chooses VLANs. */
    Map<String, Object> show(String name, boolean ownVlans) {
        Map<String, Object> shown = new LinkedHashMap<>();
        List<Object> ids = vlanIds();
        shown.put("name", name);
        shown.put("promiscuous", promiscuous);
        shown.put("multicast", noMulticast ? "none" : allMulticast ? "all" : "normal");
        shown.put("unicast", noUnicast ? "none" : allUnicast ? "all" : "normal");
        shown.put("vlan", !ownVlans ? "all" : ids.isEmpty() ? "none" : "normal");
        shown.put("broadcast-allowed", !noBroadcast);
        shown.put("multicast-overflow", multicastOverflow);
        shown.put("unicast-overflow", unicastOverflow);
        shown.put("main-mac", text(mac, 0));
        shown.put("vlan-table", ids);
        shown.put("unicast-table", addresses(0, firstMulticast));
        shown.put("multicast-table", addresses(firstMulticast, inUse));
        return shown;
    }

    private List<Object> vlanIds() {
        List<Object> ids = new ArrayList<>();
        for (int id = VLANS - 1; id >= 0; id--) {
            if ((vlans[id >> 3] >> (id & 7) & 1) != 0) {
                ids.add((long) id);
            }
        }
        return ids;
    }

    private List<Object> addresses(int from, int to) {
        List<Object> texts = new ArrayList<>();
        for (int i = to - 1; i >= from; i--) {
            texts.add(text(table, i * MAC));
        }
        return texts;
    }

    private static String text(byte[] address, int at) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < MAC; i++) {
            text.append(i == 0 ? "" : ":");
            text.append(HEX[address[at + i] >> 4 & 15]).append(HEX[address[at + i] & 15]);
        }
        return text.toString();
    }
}
