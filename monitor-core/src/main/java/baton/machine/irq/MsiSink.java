package baton.machine.irq;

/** Where interrupts that are messages go: a write of a device to the addresses of the LAPICs. Any thread. */
public interface MsiSink {
    /** Sends {@code data} to {@code address}; one that no processor listens to is lost. */
    void send(long address, int data);
}
