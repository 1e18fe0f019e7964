package baton.machine.memory;

import java.io.IOException;

/** KVM's part of a {@link WriteLog}: memory slots by number, in the order of the map's regions. Any thread. */
interface WriteSlots {
    /** Notes writes of the guest to a slot, or no longer. */
    void log(int slot, boolean on) throws IOException;

    /** Whether what was written to is told again until it is cleared; else telling clears it. */
    boolean clearsByHand() throws IOException;

    /** Writes a bit for each page of the slot to {@code bitmap}, in whole 64-bit words. */
    void written(int slot, long bitmap) throws IOException;

    /** Forgets the pages whose bits are set; {@code firstPage} is a multiple of 64. */
    void clear(int slot, long firstPage, int pages, long bitmap) throws IOException;
}
