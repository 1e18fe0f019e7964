package baton.device.virtio.net;

import baton.base.Closer;
import baton.device.virtio.ChainBatch;
import baton.device.virtio.VirtChain;
import baton.device.virtio.VirtQueue;
import baton.device.virtio.VirtioFeatures;
import baton.device.virtio.VirtioLink;
import baton.nat.libc.Memory;
import baton.nat.libc.NativeBuffer;
import baton.net.Netdev;
import java.io.IOException;

/** Frames between the two queues of a card and its netdev. Called with the device's lock held, on the main loop. */
final class NetQueues implements Closer.Resource {
    static final int RX = 0;
    static final int TX = 1;

    private static final int SHORT_HEADER = 10;
    private static final int HEADER = 12;
    private static final int BUFFERS_AT = 10;
    private static final int LARGEST = 65536 + HEADER;
    /** Frames of one go, so that a guest that floods leaves the main loop to others too. */
    private static final int BATCH = 256;

    private final VirtioLink link;
    private final Netdev netdev;
    private final VirtChain chain;
    private final ChainBatch batch;
    private final NativeBuffer frame = NativeBuffer.allocate(LARGEST);

    /** {@code netdev}: null for none, and then what is sent is lost. */
    NetQueues(VirtioLink link, Netdev netdev) {
        this.link = link;
        this.netdev = netdev;
        this.chain = new VirtChain(link.memory());
        this.batch = new ChainBatch(link.memory());
    }

    /** Bytes of virtio_net_hdr that the driver has before each frame. */
    int headerLength() {
        boolean counts = link.negotiated(NetFeatures.MRG_RXBUF) || link.negotiated(VirtioFeatures.VERSION_1);
        return counts ? HEADER : SHORT_HEADER;
    }

    /** Sends what waits, as far as the netdev takes it; true when there may be more after others have had their turn. */
    boolean transmit() {
        VirtQueue queue = link.queue(TX);
        int sent = 0;
        queue.notifications(false);
        boolean again = true;
        while (again) {
            if (!queue.pop(chain)) {
                queue.notifications(true);
                again = queue.hasNext() && link.serving();
            } else if (send()) {
                queue.push(chain, 0);
                again = ++sent < BATCH;
            } else {
                queue.unpop(chain);
                again = false;
            }
        }
        queue.signal();
        return sent == BATCH;
    }

    /** Sends what is in the chain; false when it has to wait. What is too long for a frame is lost. */
    private boolean send() {
        long length = chain.readable().bytes();
        int header = headerLength();
        if (length < header) {
            link.broken("virtio-net header not in first element");
            return true;
        }
        if (netdev == null || length > LARGEST) {
            return true;
        }
        chain.readable().copyTo(frame.address(), 0, length);
        int skip = header - netdev.headerLength();
        return length == header || netdev.send(frame.address() + skip, (int) length - skip);
    }

    /**
     * Hands the driver a frame, over as many buffers as it takes if the driver can do that.
     *
     * @param given bytes of header that the frame comes with
     * @return false when its buffers do not suffice now
     */
    boolean deliver(long address, int length, int given) {
        VirtQueue queue = link.queue(RX);
        int header = headerLength();
        Memory.fill(frame.address(), header, (byte) 0);
        Memory.copyMemory(address, frame.address(), Math.min(given, header));
        boolean mergeable = link.negotiated(NetFeatures.MRG_RXBUF);
        long total = (long) header + length - given;
        long done = 0;
        while (done < total) {
            VirtChain buffer = batch.pop(queue);
            if (buffer == null || buffer.writable().bytes() < (done == 0 ? header : 1)) {
                return cannot(queue, buffer != null);
            }
            long here = fill(buffer, done, address + given - header, header, total);
            batch.written(here);
            done += here;
            if (!mergeable && done < total) {
                batch.rewind(queue);
                return true; // too long for this driver: lost, as QEMU has it
            }
        }
        finish(queue, header);
        return true;
    }

    /** Fills one buffer with what comes {@code done} bytes behind the header's beginning. */
    private long fill(VirtChain buffer, long done, long body, int header, long total) {
        long room = Math.min(buffer.writable().bytes(), total - done);
        long at = 0;
        if (done == 0) {
            at = buffer.writable().copyFrom(frame.address(), 0, header);
        }
        return at + buffer.writable().copyFrom(body + done + at, at, room - at);
    }

    private void finish(VirtQueue queue, int header) {
        if (header == HEADER) {
            byte[] count = {(byte) batch.count(), (byte) (batch.count() >> 8)};
            batch.chain(0).writable().write(BUFFERS_AT, count, 0, 2);
        }
        batch.push(queue);
        queue.signal();
    }

    private boolean cannot(VirtQueue queue, boolean malformed) {
        batch.rewind(queue);
        if (malformed) {
            link.broken("virtio-net receive queue contains no in buffers");
        }
        return !link.serving();
    }

    /** Sends the frame that tells the network where {@code mac} is. */
    void announce(byte[] mac) {
        if (netdev != null) {
            netdev.send(frame.address(), Rarp.frame(frame, netdev.headerLength(), mac));
        }
    }

    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            closer.add(frame);
            closer.add(chain);
            closer.add(batch);
        }
    }
}
