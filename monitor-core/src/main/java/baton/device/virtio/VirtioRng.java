package baton.device.virtio;

import baton.mainloop.MainLoop;
import baton.migration.vmstate.StateVisitor;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import java.io.IOException;

/**
 * An entropy device (Virtio 1.2, 5.4): fills what the driver gives with bytes of a file that never ends, such as {@code
 * /dev/urandom}. A file that has nothing now ({@code /dev/random} long ago) is read on the loop's thread all the same.
 */
public final class VirtioRng implements VirtioDevice {
    private static final int QUEUE_SIZE = 8;

    private final Fd source;
    private final MainLoop loop;
    private VirtioLink link;
    private VirtChain chain;

    /** Reads {@code source}, which it owns from now on; {@code loop} serves the queue. */
    public VirtioRng(Fd source, MainLoop loop) {
        this.source = source;
        this.loop = loop;
    }

    @Override
    public String name() {
        return "virtio-rng";
    }

    @Override
    public int stateVersion() {
        return 1;
    }

    @Override
    public int deviceId() {
        return 4;
    }

    @Override
    public long features(long ring) {
        return ring;
    }

    @Override
    public int[] queueSizes() {
        return new int[] {QUEUE_SIZE};
    }

    @Override
    public int configBytes() {
        return 0;
    }

    @Override
    public void readConfig(byte[] into) {}

    @Override
    public void attach(VirtioLink newLink) {
        link = newLink;
        chain = new VirtChain(newLink.memory());
    }

    @Override
    public MainLoop loop() {
        return loop;
    }

    @Override
    public void notified(int number) {
        VirtQueue queue = link.queue(number);
        while (queue.pop(chain)) {
            queue.push(chain, fill());
        }
        queue.signal();
    }

    private long fill() {
        if (chain.writable().count() == 0) {
            return 0;
        }
        try {
            return source.readVectors(
                    chain.writable().vectors(), chain.writable().count());
        } catch (ErrnoException e) {
            link.reporter().error("virtio-rng: cannot read random bytes: " + e.getMessage());
            return 0;
        }
    }

    @Override
    public void reset() {}

    @Override
    public void state(StateVisitor v) {}

    @Override
    public void close() throws IOException {
        chain.close();
        source.close();
    }
}
