package baton.device.panic;

import baton.base.AnyThread;
import baton.machine.bus.IoDevice;

/** QEMU's {@code pvpanic}, one port: reading tells what a guest may report, writing reports it. Specification: pvpanic.rst. */
@AnyThread
public final class PvPanic implements IoDevice {
    /** The guest has panicked. */
    public static final int PANICKED = 1;
    /** It has panicked, and another kernel of its own takes over. */
    public static final int CRASH_LOADED = 2;
    /** It asks to be switched off. */
    public static final int SHUTDOWN = 4;

    /** Hears what a guest reports. */
    public interface Reports {
        /** {@code bits} of those above; others are ignored. A vCPU thread. */
        void panic(int bits);
    }

    private final int events;
    private final Reports told;

    /** @param events those that a guest is told it may report */
    public PvPanic(int events, Reports told) {
        this.events = events;
        this.told = told;
    }

    @Override
    public long read(int offset, int size) {
        return events;
    }

    @Override
    public void write(int offset, long value, int size) {
        int bits = (int) value & (PANICKED | CRASH_LOADED | SHUTDOWN);
        if (bits != 0) {
            told.panic(bits);
        }
    }

    @Override
    public void reset() {
        // It keeps nothing.
    }
}
