package baton.migration.ram;

import baton.base.Closer;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Memory;
import baton.nat.libc.Mmap;
import java.util.Arrays;

/**
 * Pages as they were sent, as many as fit: each may be in one place only, and one that was sent lately is not driven out.
 * Memory is used as pages come. One thread.
 */
public final class SentPages implements Closer.Resource {
    private static final int PAGE = 4096;
    /** A page sent in this round or the one before keeps its place. */
    private static final long FRESH_ROUNDS = 2;

    private static final long EMPTY = -1;

    private final Mmap memory;
    private final long mask;
    private final long[] keys;
    private final long[] rounds;

    /** Room for {@code bytes}, a power of two of at least a page; {@code most} pages are never exceeded. */
    public SentPages(long bytes, long most) throws ErrnoException {
        long enough = Long.highestOneBit(Math.max(1, most * 2 - 1));
        int places = (int) Math.min(Math.min(bytes / PAGE, enough), 1 << 28);
        memory = Mmap.anonymous((long) places * PAGE, false);
        mask = places - 1;
        keys = new long[places];
        rounds = new long[places];
        Arrays.fill(keys, EMPTY);
    }

    /** Where page {@code key} is kept as it was sent last; 0 when it is not. It counts as sent in {@code round}. */
    public long find(long key, long round) {
        int place = (int) (key & mask);
        if (keys[place] != key) {
            return 0;
        }
        rounds[place] = round;
        return address(place);
    }

    /** Keeps page {@code key} as it is at {@code from}; returns where, 0 when its place is taken by a fresher one. */
    public long keep(long key, long from, long round) {
        int place = (int) (key & mask);
        boolean taken = keys[place] != EMPTY && keys[place] != key && rounds[place] + FRESH_ROUNDS > round;
        if (taken) {
            return 0;
        }
        keys[place] = key;
        rounds[place] = round;
        Memory.copyMemory(from, address(place), PAGE);
        return address(place);
    }

    /** Keeps nothing of page {@code key}. */
    public void forget(long key) {
        int place = (int) (key & mask);
        if (keys[place] == key) {
            keys[place] = EMPTY;
        }
    }

    private long address(int place) {
        return memory.address() + (long) place * PAGE;
    }

    @Override
    public void close() throws ErrnoException {
        memory.close();
    }
}
