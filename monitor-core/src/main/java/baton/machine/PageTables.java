package baton.machine;

import baton.machine.memory.MemoryMap;
import baton.machine.vcpu.Paging;

/**
 * Walks the tables by which a guest maps its memory. A guest can make tables without end out of few pages, so a walk stops
 * after {@link #MOST_ENTRIES}. Tables outside RAM map nothing.
 */
public final class PageTables {
    /** Entries looked at in one walk: what maps 16 GiB in pages of 4 KiB. */
    static final int MOST_ENTRIES = 1 << 22;

    /** Bits of an entry. */
    public static final long PRESENT = 1;

    /** See {@link #PRESENT}. */
    public static final long WRITABLE = 1 << 1;

    /** See {@link #PRESENT}. */
    public static final long USER = 1 << 2;

    private static final long LARGE = 1 << 7;
    private static final long RIGHTS = PRESENT | WRITABLE | USER;
    private static final long ADDRESS = 0xf_ffff_ffff_f000L;
    private static final int PAGE = 4096;
    private static final int PAGE_SHIFT = 12;
    private static final int TOP_OF_PAE_BYTES = 32;

    /** Told of what is mapped, by rising address. */
    public interface Visitor {
        /**
         * One page. False ends the walk.
         *
         * @param address the linear address, continued above as the processor wants it
         * @param shift the page's size, as a power of two
         * @param entry what the last table says of it
         * @param rights what all tables on the way allow, of {@link #PRESENT}, {@link #WRITABLE} and {@link #USER}
         */
        boolean page(long address, int shift, long entry, long rights);
    }

    private final MemoryMap memory;
    private final Paging paging;
    private final Visitor visitor;
    private final int entryBytes;
    private int left = MOST_ENTRIES;

    private PageTables(MemoryMap memory, Paging paging, Visitor visitor) {
        this.memory = memory;
        this.paging = paging;
        this.visitor = visitor;
        this.entryBytes = paging.kind().levels() == 2 ? Integer.BYTES : Long.BYTES;
    }

    /** Tells {@code visitor} of every page; false when not all could be told, be it that the visitor had enough. */
    public static boolean walk(MemoryMap memory, Paging paging, Visitor visitor) {
        PageTables tables = new PageTables(memory, paging, visitor);
        return tables.table(paging.root(), paging.kind().levels(), 0, RIGHTS);
    }

    private boolean table(long table, int level, long base, long rights) {
        int bytes = level == 3 && paging.kind() == Paging.Kind.PAE ? TOP_OF_PAE_BYTES : PAGE;
        byte[] entries = new byte[bytes];
        if (!memory.isRam(table, bytes)) {
            return true;
        }
        memory.read(table, entries, 0, bytes);
        int shift = shift(level);
        for (int i = 0; i < bytes / entryBytes; i++) {
            if (--left < 0 || !entry(value(entries, i), level, canonical(base + ((long) i << shift)), rights)) {
                return false;
            }
        }
        return true;
    }

    private boolean entry(long entry, int level, long address, long above) {
        if ((entry & PRESENT) == 0) {
            return true;
        }
        boolean rightless = level == 3 && paging.kind() == Paging.Kind.PAE;
        long rights = rightless ? above : above & entry;
        if (level == 1 || (entry & LARGE) != 0 && mayBeLarge(level)) {
            return visitor.page(address, shift(level), entry, rights);
        }
        return table(entry & ADDRESS & (entryBytes == Integer.BYTES ? 0xffff_f000L : -1), level - 1, address, rights);
    }

    private boolean mayBeLarge(int level) {
        return switch (paging.kind()) {
            case SMALL -> false;
            case LARGE, PAE -> level == 2;
            case LONG, LONG5 -> level == 2 || level == 3;
        };
    }

    private int shift(int level) {
        int bits = entryBytes == Integer.BYTES ? 10 : 9;
        return PAGE_SHIFT + (level - 1) * bits;
    }

    private long canonical(long address) {
        int unused =
                switch (paging.kind()) {
                    case LONG -> 16;
                    case LONG5 -> 7;
                    default -> 0;
                };
        return address << unused >> unused;
    }

    private long value(byte[] entries, int index) {
        long value = 0;
        for (int i = entryBytes - 1; i >= 0; i--) {
            value = value << Byte.SIZE | entries[index * entryBytes + i] & 0xff;
        }
        return value;
    }
}
