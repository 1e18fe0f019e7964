package baton.device.virtio.block;

import baton.device.virtio.ScatterList;
import baton.device.virtio.VirtChain;
import baton.device.virtio.VirtioLink;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;

/**
 * Requests that were popped and are to be done again when the machine goes on: those that failed where that stops it, and
 * those a stream says so of. QEMU lists them as raw VirtQueueElements, of which the queue and the number of the first
 * descriptor are all that is needed here. Under the device's lock.
 */
final class Unanswered {
    private static final int PIECES = 1024;
    private static final int VECTOR = 16;
    private static final int READABLE_COUNT = 4;
    private static final int WRITABLE_COUNT = 8;
    private static final int WRITABLE_ADDRESSES = 16;
    private static final int READABLE_ADDRESSES = WRITABLE_ADDRESSES + 8 * PIECES;
    private static final int WRITABLE_VECTORS = READABLE_ADDRESSES + 8 * PIECES;
    private static final int READABLE_VECTORS = WRITABLE_VECTORS + VECTOR * PIECES;
    private static final int ELEMENT = READABLE_VECTORS + VECTOR * PIECES;

    /** One of them; {@code element} is null for one that did not come with a stream. */
    private record Request(int queue, int head, byte[] element) {}

    private final int queues;
    private final ArrayDeque<Request> requests = new ArrayDeque<>();

    /** Of a device with so many queues. */
    Unanswered(int queues) {
        this.queues = queues;
    }

    int count() {
        return requests.size();
    }

    void add(int queue, int head) {
        requests.add(new Request(queue, head, null));
    }

    /** Queue of the oldest. */
    int queue() {
        return requests.getFirst().queue();
    }

    /** Number of the first descriptor of the oldest. */
    int head() {
        return requests.getFirst().head();
    }

    void removeFirst() {
        requests.removeFirst();
    }

    void clear() {
        requests.clear();
    }

    /** With several queues each says which one it is of. {@code link} has what was popped. */
    void state(StateVisitor v, VirtioLink link) throws VmStateException {
        if (v.loading()) {
            load(v);
            return;
        }
        for (Request request : requests) {
            v.u8("more", 1);
            if (queues > 1) {
                v.u32("queue", request.queue());
            }
            v.buffer("element", request.element() == null ? element(request, link) : request.element());
        }
        v.u8("more", 0);
    }

    private void load(StateVisitor v) throws VmStateException {
        requests.clear();
        while (v.u8("more", 0) != 0) {
            if (requests.size() == PIECES) {
                throw VmStateException.corrupt("virtio-blk has more requests in flight than there can be");
            }
            int queue = queues > 1 ? v.u32("queue", 0) : 0;
            if (queue < 0 || queue >= queues) {
                throw VmStateException.corrupt(
                        "Invalid virtqueue index in request list: 0x" + Integer.toHexString(queue));
            }
            byte[] element = new byte[ELEMENT];
            v.buffer("element", element);
            int head = ByteBuffer.wrap(element).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
            requests.add(new Request(queue, head, element));
        }
    }

    private static byte[] element(Request request, VirtioLink link) {
        ByteBuffer element = ByteBuffer.allocate(ELEMENT).order(ByteOrder.LITTLE_ENDIAN);
        VirtChain chain = new VirtChain(link.memory());
        try {
            link.queue(request.queue()).look(request.head(), chain);
            element.putInt(0, request.head());
            element.putInt(READABLE_COUNT, chain.readable().count());
            element.putInt(WRITABLE_COUNT, chain.writable().count());
            pieces(element, chain.readable(), READABLE_ADDRESSES, READABLE_VECTORS);
            pieces(element, chain.writable(), WRITABLE_ADDRESSES, WRITABLE_VECTORS);
        } finally {
            chain.close();
        }
        return element.array();
    }

    private static void pieces(ByteBuffer element, ScatterList list, int addresses, int vectors) {
        for (int i = 0; i < list.count(); i++) {
            element.putLong(addresses + 8 * i, list.guestAddress(i));
            element.putLong(vectors + VECTOR * i + 8, list.length(i));
        }
    }
}
