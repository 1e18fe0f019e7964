package baton.machine.vcpu;

import baton.base.AnyThread;
import java.util.List;

/**
 * Slows a guest down so that a migration can keep up with it: in every period all processors stand still for a part of
 * the time, and run for 10 ms. Time goes on for the guest meanwhile. A thread {@code throttle} does it while it is wanted.
 */
@AnyThread
public final class VcpuThrottle {
    private static final long RUN_NANOS = 10_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int MOST = 99;

    private final List<Vcpu> vcpus;
    private int percent;
    private Thread thread;

    /** For these processors, which run freely. */
    public VcpuThrottle(List<Vcpu> vcpus) {
        this.vcpus = vcpus;
    }

    /** How much of the time they stand still, 0 to 99 percent; 0 lets them run. */
    public synchronized void set(int wanted) {
        percent = Math.max(0, Math.min(MOST, wanted));
        notifyAll();
        if (percent > 0 && thread == null) {
            thread = new Thread(
                    new Runnable() {
                        @Override
                        public void run() {
                            slowDown();
                        }
                    },
                    "throttle");
            thread.setDaemon(true);
            thread.start();
        }
        if (percent == 0) {
            rest(0);
        }
    }

    /** How long to stand still for every 10 ms of running. */
    static long restNanos(int percent) {
        return RUN_NANOS * percent / (100 - percent);
    }

    private synchronized void slowDown() {
        try {
            while (percent > 0) {
                long nanos = restNanos(percent);
                rest(nanos);
                wait((nanos + RUN_NANOS) / NANOS_PER_MILLI);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread = null;
        }
    }

    private void rest(long nanos) {
        long until = System.nanoTime() + nanos;
        for (Vcpu vcpu : vcpus) {
            vcpu.restUntil(until);
        }
    }
}
