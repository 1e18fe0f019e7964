package baton.machine.memory;

import baton.base.AnyThread;

/**
 * Guest RAM by host address, for devices that have the kernel read and write it. Nothing is checked but by {@link
 * #contiguous}: ask before every use of an address that a guest has given. Blocks stay mapped while the machine is.
 */
@AnyThread
public interface DmaMemory {
    /** How many bytes from {@code address} on are RAM and lie in one piece, at most {@code most}; 0 where there is none. */
    long contiguous(long address, long most);

    /** Where the host has the RAM at {@code address}; {@link IndexOutOfBoundsException} where there is none. */
    long host(long address);

    /** Says that {@code length} bytes in one piece were written by host address; after the write, for a live migration. */
    void wrote(long address, long length);
}
