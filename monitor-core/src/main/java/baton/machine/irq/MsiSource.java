package baton.machine.irq;

import baton.base.Closer;

/** What sends the messages of one vector. Any thread. */
public interface MsiSource extends Closer.Resource {
    /** As {@link MsiSink#send}. */
    void send(long address, int data);
}
