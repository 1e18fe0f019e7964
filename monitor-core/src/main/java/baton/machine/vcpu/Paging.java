package baton.machine.vcpu;

import baton.base.AnyThread;

/**
 * How a processor translates addresses (Intel SDM volume 3, chapter 4).
 *
 * @param kind how tables are built
 * @param root guest-physical address of the first table
 */
@AnyThread
public record Paging(Kind kind, long root) {
    private static final long CR0_PG = 1L << 31;
    private static final long CR4_PSE = 1 << 4;
    private static final long CR4_PAE = 1 << 5;
    private static final long CR4_LA57 = 1 << 12;
    private static final long EFER_LMA = 1 << 10;
    private static final long PAGES = 0xf_ffff_ffff_f000L;

    /** How tables are built. */
    public enum Kind {
        /** Two levels, 4 KiB pages only. */
        SMALL(2),
        /** Two levels, 4 MiB pages too. */
        LARGE(2),
        /** Physical address extension: four tables on top. */
        PAE(3),
        /** 64 bits, four levels. */
        LONG(4),
        /** 64 bits, five levels. */
        LONG5(5);

        private final int levels;

        Kind(int levels) {
            this.levels = levels;
        }

        /** How many tables there are on the way to a 4 KiB page. */
        public int levels() {
            return levels;
        }
    }

    static Paging of(long cr0, long cr3, long cr4, long efer) {
        if ((cr0 & CR0_PG) == 0) {
            return null;
        }
        if ((cr4 & CR4_PAE) == 0) {
            return new Paging((cr4 & CR4_PSE) == 0 ? Kind.SMALL : Kind.LARGE, cr3 & 0xffff_f000L);
        }
        if ((efer & EFER_LMA) == 0) {
            return new Paging(Kind.PAE, cr3 & 0xffff_ffe0L);
        }
        return new Paging((cr4 & CR4_LA57) == 0 ? Kind.LONG : Kind.LONG5, cr3 & PAGES);
    }
}
