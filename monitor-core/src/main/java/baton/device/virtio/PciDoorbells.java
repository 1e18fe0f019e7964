package baton.device.virtio;

import baton.machine.bus.Doorbells;
import baton.nat.libc.EventFd;
import java.io.IOException;

/** The doorbells of the queues of a PCI device, which move with its window. Every method locks it; any thread. */
final class PciDoorbells {
    private static final int SIZE = 2;

    private final Doorbells kernel;
    private final EventFd[] bells;
    private long base = -1;

    PciDoorbells(Doorbells kernel, int queues) {
        this.kernel = kernel;
        this.bells = new EventFd[queues];
    }

    /** Where queue {@code queue} is notified is the base and 4 times its number. */
    synchronized void add(int queue, EventFd bell) throws IOException {
        bells[queue] = bell;
        if (base >= 0) {
            kernel.attach(base + 4L * queue, SIZE, queue, bell);
        }
    }

    /** The window is at {@code address} now; -1 for nowhere. */
    synchronized void move(long address) throws IOException {
        if (address == base) {
            return;
        }
        for (int queue = 0; queue < bells.length; queue++) {
            if (bells[queue] != null && base >= 0) {
                kernel.detach(base + 4L * queue, SIZE, queue, bells[queue]);
            }
        }
        base = address;
        for (int queue = 0; queue < bells.length; queue++) {
            if (bells[queue] != null && base >= 0) {
                kernel.attach(base + 4L * queue, SIZE, queue, bells[queue]);
            }
        }
    }
}
