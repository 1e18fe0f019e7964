package baton.device.pci;

/** What a slot tells the port it belongs to. On vCPU threads, and the main loop. */
interface SlotEvents {
    /** Something has happened that the guest wants to be interrupted for. */
    void interrupt();

    /** The guest has let go what is in the slot: it can be taken out. */
    void released();
}
