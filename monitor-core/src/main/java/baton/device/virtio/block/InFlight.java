package baton.device.virtio.block;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;
import java.util.ArrayDeque;

/**
 * Requests that a stream says were popped and not answered: QEMU's list of raw VirtQueueElements, of which the number of
 * the first descriptor is all that is needed.
 */
final class InFlight {
    private static final int ELEMENT = 49168;
    private static final int MOST = 1024;

    private final ArrayDeque<byte[]> elements = new ArrayDeque<>();

    boolean isEmpty() {
        return elements.isEmpty();
    }

    /** Number of the first descriptor of the oldest. */
    int first() {
        byte[] element = elements.getFirst();
        return element[0] & 0xff | (element[1] & 0xff) << 8 | (element[2] & 0xff) << 16 | element[3] << 24;
    }

    void removeFirst() {
        elements.removeFirst();
    }

    void clear() {
        elements.clear();
    }

    void state(StateVisitor v) throws VmStateException {
        if (!v.loading()) {
            for (byte[] element : elements) {
                v.u8("more", 1);
                v.buffer("element", element);
            }
            v.u8("more", 0);
            return;
        }
        elements.clear();
        while (v.u8("more", 0) != 0) {
            if (elements.size() == MOST) {
                throw VmStateException.corrupt("virtio-blk has more requests in flight than there can be");
            }
            byte[] element = new byte[ELEMENT];
            v.buffer("element", element);
            elements.add(element);
        }
    }
}
