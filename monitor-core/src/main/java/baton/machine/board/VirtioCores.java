package baton.machine.board;

import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.device.virtio.VirtioCore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The virtio devices of a board, whatever their transports: they start and stop with the machine, and come and go. */
@MainLoopThread
final class VirtioCores implements Closer.Resource {
    private final List<VirtioCore> all = new ArrayList<>();
    private boolean running;

    /** From now on it does as the machine does, and is closed with it. */
    void add(VirtioCore device) {
        all.add(device);
        if (running) {
            device.start();
        }
    }

    /** It stands still, and is its owner's to close. */
    void remove(VirtioCore device) {
        all.remove(device);
        device.stop();
    }

    void start() {
        running = true;
        for (VirtioCore device : all) {
            device.start();
        }
    }

    void stop() {
        running = false;
        for (VirtioCore device : all) {
            device.stop();
        }
    }

    @Override
    public void close() throws IOException {
        try (Closer closer = new Closer()) {
            for (VirtioCore device : all) {
                closer.add(device);
            }
        }
    }
}
