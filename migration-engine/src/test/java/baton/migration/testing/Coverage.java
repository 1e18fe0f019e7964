package baton.migration.testing;

import java.util.BitSet;

/** What instrumented code has run since {@link #begin}: each block of it with how often, roughly. One thread. */
public final class Coverage {
    private static final int BLOCKS = 1 << 14;
    private static final int[] HITS = new int[BLOCKS];
    private static final int[] TOUCHED = new int[BLOCKS + 1];

    private Coverage() {}

    /** Block {@code id} begins to run: called by instrumented code. */
    public static void hit(int id) {
        int block = id & BLOCKS - 1;
        if (HITS[block]++ == 0) {
            TOUCHED[++TOUCHED[0]] = block;
        }
    }

    /** Forgets everything. */
    public static void begin() {
        for (int i = 1; i <= TOUCHED[0]; i++) {
            HITS[TOUCHED[i]] = 0;
        }
        TOUCHED[0] = 0;
    }

    /** Adds what has run to {@code seen}; whether there was something new. */
    public static boolean addTo(BitSet seen) {
        boolean found = false;
        for (int i = 1; i <= TOUCHED[0]; i++) {
            int block = TOUCHED[i];
            // Once, twice, three times, 4 to 7, 8 to 15 and so on are different.
            int often = HITS[block] == 3 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(HITS[block]);
            found |= !seen.get(block * Integer.SIZE + often);
            seen.set(block * Integer.SIZE + often);
        }
        return found;
    }

    /** How many blocks there are in {@code seen}. */
    public static int blocks(BitSet seen) {
        int count = 0;
        for (int id = 0; id < BLOCKS; id++) {
            count += seen.get(id * Integer.SIZE, (id + 1) * Integer.SIZE).isEmpty() ? 0 : 1;
        }
        return count;
    }
}
