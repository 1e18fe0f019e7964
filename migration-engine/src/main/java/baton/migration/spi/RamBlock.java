package baton.migration.spi;

import baton.nat.libc.Pieces;

/** A named, mapped block of guest RAM as the {@code ram} section lists it. Alive as long as its VM. */
public interface RamBlock {
    /** Why a migration fails that finds a part of a block missing: somebody has cut its file, or the host is out of memory for it. */
    String UNREADABLE =
            "the guest's RAM cannot be read: its file is shorter than it was, or the host has no memory for it";

    /** The block's name on the wire: {@code microvm.ram}, {@code pc.bios} or the memory backend's id. */
    String name();

    /** Used length in bytes; a multiple of 4096. */
    long length();

    /** Host address of byte 0. */
    long address();

    /** Guest-physical address that x-ignore-shared lists carry: offset of the region in its parent. */
    long guestAddress();

    /** Mapped MAP_SHARED: writes are seen by everybody who maps the same file or descriptor. */
    boolean shared();

    /** Backed by a file with a name (memory-backend-file), so that another process can open it again. */
    boolean namedFile();

    /** Whether another process on this host can have it by its descriptor alone. */
    default boolean goesByFd() {
        return fd() >= 0 && !namedFile();
    }

    /** The descriptor behind a memfd or shm block, or -1. Stays with the block's owner. */
    int fd();

    /**
     * The first offset from {@code offset} on that was ever touched, as far as the host knows without touching it: everything
     * before reads as zeros, as of now. {@code offset} itself when nothing is known.
     */
    default long touchedFrom(long offset) {
        return offset;
    }

    /** The first offset from {@code offset} on, which was touched, that was not; the block's length when nothing is known. */
    default long untouchedFrom(long offset) {
        return length();
    }

    /**
     * Whether this process made the block, all zero, and nothing but an incoming stream has written to it since: pages
     * the stream calls zero then need not be looked at, which for untouched memory would make the host allocate them.
     */
    default boolean madeZero() {
        return false;
    }

    /**
     * Whether {@link #put} costs less than copying to {@link #address}: the host then need not clear memory that it gives and
     * that is overwritten at once.
     */
    default boolean putsCheaply() {
        return false;
    }

    /** Puts {@code pieces}, whole pages of an incoming stream, at {@code offset}, one behind the other. Any thread. */
    default void put(long offset, Pieces pieces) {
        pieces.copyTo(address() + offset);
    }

    /** Makes a block that was {@link #madeZero} zero again; does nothing to others. The guest stands still. */
    default void clear() {}
}
