package baton.migration.channel;

import java.io.IOException;

/**
 * A channel over a file: besides what flows through it, bytes can be put at and taken from places of their own, counted
 * from the beginning of the file. The calls with a place may come from several threads at once.
 */
public interface PlacedChannel extends Channel {
    /** Place of the next byte that flows. */
    long position() throws IOException;

    /** What flows goes on there. */
    void position(long place) throws IOException;

    /** Writes {@code length} bytes of memory from {@code place} on. */
    void writeMemoryAt(long place, long address, long length) throws IOException;

    /** Reads {@code length} bytes from {@code place} on to memory; returns how many there were until the file's end. */
    long readMemoryAt(long place, long address, long length) throws IOException;
}
