package baton.device.virtio.console;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;
import baton.migration.vmstate.VmStateException.Reason;

/** The fields of a serial device in QEMU's order: which ports there are, and where each is. */
final class PortsState {
    /** Bytes of a request as QEMU has it in memory, and where in it the lengths of what is to be sent are. */
    private static final int ELEMENT = 49168;

    private static final int LENGTHS = 32784 + 8;
    private static final int MAX_PIECES = 1024;

    private final int maxPorts;
    private final SerialPort[] ports;

    PortsState(int maxPorts, SerialPort[] ports) {
        this.maxPorts = maxPorts;
        this.ports = ports;
    }

    void state(StateVisitor v) throws VmStateException {
        v.u16("config.cols", 0);
        v.u16("config.rows", 0);
        v.u32("config.max_nr_ports", maxPorts);
        for (int word = 0; word < (maxPorts + 31) / 32; word++) {
            int map = map(word);
            if (v.u32("ports_map", map) != map) {
                throw mismatch("other ports than here");
            }
        }
        int count = v.u32("nr_active_ports", count());
        if (count != count()) {
            throw mismatch(Integer.toUnsignedString(count) + " ports instead of " + count());
        }
        int number = -1;
        for (int i = 0; i < count; i++) {
            number = v.u32("id", next(number));
            if (number < 0 || number >= maxPorts || ports[number] == null) {
                throw mismatch("a port " + Integer.toUnsignedString(number));
            }
            port(v, ports[number]);
        }
    }

    private static VmStateException mismatch(String what) {
        return new VmStateException(Reason.MISMATCH, "virtio-serial: the stream has " + what);
    }

    /** Port 0 is kept for a console, there or not. */
    private int map(int word) {
        int map = word == 0 ? 1 : 0;
        for (int i = 0; i < 32 && word * 32 + i < maxPorts; i++) {
            map |= ports[word * 32 + i] == null ? 0 : 1 << i;
        }
        return map;
    }

    private int count() {
        int count = 0;
        for (SerialPort port : ports) {
            count += port == null ? 0 : 1;
        }
        return count;
    }

    private int next(int number) {
        int next = number + 1;
        while (next < maxPorts && ports[next] == null) {
            next++;
        }
        return next;
    }

    private static void port(StateVisitor v, SerialPort port) throws VmStateException {
        port.guestConnected = v.u8("guest_connected", port.guestConnected ? 1 : 0) != 0;
        port.told = v.u8("host_connected", port.told ? 1 : 0) != 0;
        if (v.u32("elem_popped", 0) == 0) {
            return;
        }
        int piece = v.u32("iov_idx", 0);
        long offset = v.u64("iov_offset", 0);
        byte[] element = new byte[ELEMENT];
        v.buffer("elem", element);
        if (piece < 0 || piece > MAX_PIECES || offset < 0) {
            throw VmStateException.corrupt("virtio-serial: a request that goes on at piece " + piece);
        }
        port.halfDone(before(element, piece) + offset);
    }

    private static long before(byte[] element, int pieces) {
        long bytes = 0;
        for (int i = 0; i < pieces; i++) {
            for (int n = 0; n < 4; n++) {
                bytes += (element[LENGTHS + 16 * i + n] & 0xffL) << 8 * n;
            }
        }
        return bytes;
    }
}
