package baton.migration.spi;

import baton.nat.libc.Memory;
import java.util.Arrays;

/** Some pages of one block of RAM: one bit a page, page 0 first. Any thread, one at a time. */
public final class PageSet {
    private static final long ALL = -1L;

    private final long pages;
    private final long[] words;
    private long count;

    /** None of {@code pages} pages. */
    public PageSet(long pages) {
        this.pages = pages;
        this.words = new long[Math.toIntExact((pages + Long.SIZE - 1) / Long.SIZE)];
    }

    /** How many pages there could be. */
    public long pages() {
        return pages;
    }

    /** How many there are. */
    public long count() {
        return count;
    }

    /** Whether {@code page} is one of them. */
    public boolean has(long page) {
        return (words[word(page)] >>> page & 1) != 0;
    }

    /** Adds the pages from {@code first} to before {@code end}. */
    public void add(long first, long end) {
        for (long at = first; at < end; at = next(at)) {
            put(word(at), words[word(at)] | mask(at, end));
        }
    }

    /** Takes away the pages from {@code first} to before {@code end}. */
    public void remove(long first, long end) {
        for (long at = first; at < end; at = next(at)) {
            put(word(at), words[word(at)] & ~mask(at, end));
        }
    }

    /** Adds all pages of {@code other}, a set of the same block. */
    public void add(PageSet other) {
        for (int i = 0; i < words.length; i++) {
            put(i, words[i] | other.words[i]);
        }
    }

    /** Takes every page away. */
    public void clear() {
        Arrays.fill(words, 0);
        count = 0;
    }

    /**
     * Adds pages from {@code first} on: bit n of the little-endian bitmap at {@code address} is page {@code first + n}.
     * Whole 64-bit words are read; bits from {@code length} on do not count.
     */
    public void addBits(long first, long address, long length) {
        for (long n = 0; n < length; n += Long.SIZE) {
            long bits = Memory.getLong(address + n / Byte.SIZE);
            if (length - n < Long.SIZE) {
                bits &= (1L << length - n) - 1;
            }
            if (bits != 0) {
                addWord(first + n, bits);
            }
        }
    }

    private void addWord(long first, long bits) {
        int word = word(first);
        put(word, words[word] | bits << first);
        long rest = (first & Long.SIZE - 1) == 0 ? 0 : bits >>> -first;
        if (rest != 0) {
            put(word + 1, words[word + 1] | rest);
        }
    }

    /** The inverse of {@link #addBits}: whole 64-bit words are written, zero from {@code length} on. */
    public void copyBits(long first, long address, long length) {
        for (long n = 0; n < length; n += Long.SIZE) {
            long bits = bits(first + n);
            if (length - n < Long.SIZE) {
                bits &= (1L << length - n) - 1;
            }
            Memory.putLong(address + n / Byte.SIZE, bits);
        }
    }

    private long bits(long first) {
        int word = word(first);
        long bits = words[word] >>> first;
        boolean split = (first & Long.SIZE - 1) != 0 && word + 1 < words.length;
        return split ? bits | words[word + 1] << -first : bits;
    }

    /** The first page from {@code from} on that is one of them; -1 when there is none. */
    public long first(long from) {
        return from >= pages ? -1 : search(from, 0);
    }

    /** The first page from {@code from} on that is none of them, at most {@code limit}. */
    public long end(long from, long limit) {
        long found = from >= limit ? -1 : search(from, ALL);
        return found < 0 ? limit : Math.min(found, limit);
    }

    /** The first bit from {@code from} on that differs from those of {@code background}. */
    private long search(long from, long background) {
        int word = word(from);
        long bits = (words[word] ^ background) & ALL << from;
        while (bits == 0) {
            word++;
            if (word == words.length) {
                return -1;
            }
            bits = words[word] ^ background;
        }
        return (long) word * Long.SIZE + Long.numberOfTrailingZeros(bits);
    }

    private void put(int word, long bits) {
        count += Long.bitCount(bits) - Long.bitCount(words[word]);
        words[word] = bits;
    }

    private static int word(long page) {
        return (int) (page / Long.SIZE);
    }

    private static long next(long page) {
        return (page / Long.SIZE + 1) * Long.SIZE;
    }

    /** Bits of {@code page}'s word from {@code page} to before {@code end}. */
    private static long mask(long page, long end) {
        long low = ALL << page;
        return end >= next(page) ? low : low & ~(ALL << end);
    }
}
