package baton.machine.memory;

/**
 * Guest RAM by guest-physical address, as devices, loaders and the monitor's memory commands use it. Whoever writes to the
 * RAM of a guest that may run writes here, where a live migration notices it. Any thread.
 */
public interface GuestMemory {
    /** Whether all of {@code [address, address + length)} is RAM; false for negative or overflowing ranges. */
    boolean isRam(long address, long length);

    /** Copies bytes into RAM; {@link IndexOutOfBoundsException} where there is none: ask {@link #isRam} first. */
    void write(long address, byte[] data, int offset, int length);

    /** Copies bytes out of RAM; {@link IndexOutOfBoundsException} where there is none. */
    void read(long address, byte[] into, int offset, int length);

    /** Sets RAM to zero. */
    void clear(long address, long length);

    /** Bytes of RAM from address 0 up to the hole below 4 GiB. */
    long below4g();

    /** Bytes of RAM from 4 GiB on. */
    long above4g();

    /** Copies all of {@code data} into RAM. */
    default void write(long address, byte[] data) {
        write(address, data, 0, data.length);
    }
}
