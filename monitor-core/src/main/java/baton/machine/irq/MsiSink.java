package baton.machine.irq;

/** Where interrupts that are messages go: a write of a device to the addresses of the LAPICs. Any thread. */
public interface MsiSink {
    /** Sends {@code data} to {@code address}; one that no processor listens to is lost. */
    void send(long address, int data);

    /** A way for one vector, whose message is mostly the same; the caller closes. */
    default MsiSource source() {
        return new MsiSource() {
            @Override
            public void send(long address, int data) {
                MsiSink.this.send(address, data);
            }

            @Override
            public void close() {}
        };
    }
}
