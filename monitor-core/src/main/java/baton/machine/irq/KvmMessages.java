package baton.machine.irq;

import baton.base.AnyThread;
import baton.nat.libc.Clock;
import baton.nat.libc.EventFd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Messages to the LAPICs of a KVM VM. A vector that has sent the same message several times gets a route and an eventfd
 * that the kernel listens to (KVM_IRQFD). Changing routes waits for a grace period of the kernel, so a machine pays for
 * that when a vector is in use, and not while it starts or is handed over. Where KVM has no irqfd all are calls.
 */
@AnyThread
public final class KvmMessages implements MsiSink {
    private static final int OFTEN = 16;
    /** Later than this nothing waits in the kernel. */
    private static final long LATE_NANOS = 100_000_000;

    private final KvmChips kvm;
    private final Map<Integer, GsiRouting.Message> routes = new TreeMap<>();
    private final Set<Source> sources = new LinkedHashSet<>();
    private volatile boolean unable;

    /** To those of {@code kvm}. */
    public KvmMessages(KvmChips kvm) {
        this.kvm = kvm;
    }

    @Override
    public void send(long address, int data) {
        kvm.signalMsi(address, data);
    }

    @Override
    public synchronized MsiSource source() {
        Source made = new Source();
        sources.add(made);
        return made;
    }

    /**
     * The machine stands still, and so do its devices: everything sent is in the LAPICs. The kernel may do what an eventfd
     * asks for a little later, so that is asked for again by call, which a driver finds to be nothing new.
     */
    public void settle() {
        List<Source> all;
        synchronized (this) {
            all = new ArrayList<>(sources);
        }
        for (Source source : all) {
            source.settle();
        }
    }

    private synchronized int freeGsi() throws IOException {
        for (int gsi = GsiRouting.FIRST_MESSAGE; gsi < GsiRouting.LIMIT; gsi++) {
            if (!routes.containsKey(gsi)) {
                routes.put(gsi, new GsiRouting.Message(gsi, 0, 0));
                return gsi;
            }
        }
        throw new IOException("no interrupt number is left");
    }

    private synchronized void route(GsiRouting.Message message) throws IOException {
        routes.put(message.gsi(), message);
        kvm.setGsiRouting(GsiRouting.with(routes.values()));
    }

    private synchronized void forget(Source source) {
        sources.remove(source);
        routes.remove(source.gsi);
    }

    private final class Source implements MsiSource {
        private long address;
        private int data;
        private int same;
        private int gsi;
        /** Null before there is one; what signalling it sends is {@link #address} and {@link #data} once {@link #routed}. */
        private EventFd bell;

        private boolean routed;
        private long signalled;

        @Override
        public synchronized void send(long newAddress, int newData) {
            if (newAddress != address || newData != data) {
                address = newAddress;
                data = newData;
                same = 0;
                routed = false;
            }
            if (!routed && !unable && ++same == OFTEN) {
                connect();
            }
            if (routed) {
                bell.signal();
                signalled = Clock.monotonicNanos();
            } else {
                kvm.signalMsi(address, data);
            }
        }

        private synchronized void settle() {
            if (routed && signalled != 0 && Clock.monotonicNanos() - signalled < LATE_NANOS) {
                kvm.signalMsi(address, data);
            }
        }

        private void connect() {
            try {
                gsi = bell == null ? freeGsi() : gsi;
                route(new GsiRouting.Message(gsi, address, data));
                bell = bell == null ? listen() : bell;
                routed = true;
            } catch (IOException e) {
                unable = true; // every message is a call then, as it was so far
            }
        }

        private EventFd listen() throws IOException {
            EventFd made = EventFd.create();
            try {
                kvm.irqFd(made, gsi, true);
            } catch (IOException e) {
                made.close();
                throw e;
            }
            return made;
        }

        @Override
        public synchronized void close() throws IOException {
            routed = false;
            forget(this);
            if (bell != null) {
                kvm.irqFd(bell, gsi, false);
                bell.close();
                bell = null;
            }
        }
    }
}
