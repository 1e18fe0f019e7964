package baton.device.virtio.testing;

import baton.device.virtio.VirtChain;
import baton.device.virtio.VirtQueue;
import baton.device.virtio.VirtioDevice;
import baton.device.virtio.VirtioLink;
import baton.mainloop.MainLoop;
import baton.migration.vmstate.StateVisitor;
import java.io.IOException;
import java.util.Arrays;

/** A device that copies what it may read to where it may write, and keeps its configuration as it was written. */
public final class EchoDevice implements VirtioDevice {
    private final int[] sizes;
    private final byte[] config = new byte[8];
    private VirtioLink link;
    private VirtChain chain;

    /** With queues of these sizes. */
    public EchoDevice(int... sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "virtio-echo";
    }

    @Override
    public int stateVersion() {
        return 1;
    }

    @Override
    public int deviceId() {
        return 42;
    }

    @Override
    public long features(long ring) {
        return ring | 1;
    }

    @Override
    public int[] queueSizes() {
        return sizes;
    }

    @Override
    public int configBytes() {
        return config.length;
    }

    @Override
    public void readConfig(byte[] into) {
        System.arraycopy(config, 0, into, 0, config.length);
    }

    @Override
    public void writeConfig(byte[] written) {
        System.arraycopy(written, 0, config, 0, config.length);
    }

    @Override
    public void attach(VirtioLink newLink) {
        link = newLink;
        chain = new VirtChain(newLink.memory());
    }

    @Override
    public MainLoop loop() {
        return null;
    }

    @Override
    public void notified(int number) {
        VirtQueue queue = link.queue(number);
        while (queue.pop(chain)) {
            byte[] data = new byte[(int) Math.min(1 << 20, chain.readable().bytes())];
            chain.readable().read(0, data, 0, data.length);
            queue.push(chain, chain.writable().write(0, data, 0, data.length));
        }
        queue.signal();
    }

    @Override
    public void reset() {
        Arrays.fill(config, (byte) 0);
    }

    @Override
    public void state(StateVisitor v) {}

    @Override
    public void close() throws IOException {
        chain.close();
    }
}
