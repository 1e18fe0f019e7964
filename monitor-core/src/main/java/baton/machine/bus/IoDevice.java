package baton.machine.bus;

/**
 * Registers at offsets of a port or memory window; the board gives the window an address. Reads and writes come from
 * vCPU threads, timers and input from the main loop: every device locks itself, and calls out to {@link
 * baton.machine.irq.IrqLine} and char sinks only, which never call back.
 */
public interface IoDevice {
    /** Reads {@code size} (1, 2, 4, 8) bytes at {@code offset} of the window; unimplemented registers read all ones. */
    long read(int offset, int size);

    /** Writes {@code size} bytes at {@code offset}; unimplemented registers ignore it. */
    void write(int offset, long value, int size);

    /** Power-on state, outputs driven accordingly. Main loop, vCPUs stopped. */
    void reset();
}
