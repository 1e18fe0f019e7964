package baton.migration.ram;

/** Who looks for pages of zeros, which travel as a mark only (QAPI ZeroPageDetection). */
public enum ZeroPages {
    /** Nobody: every page is sent whole. */
    NONE,
    /** The migration thread. */
    LEGACY,
    /** The threads of multifd; without them, the migration thread. */
    MULTIFD;

    /** The constant that QAPI calls so. */
    public static ZeroPages named(String name) {
        return switch (name) {
            case "none" -> NONE;
            case "legacy" -> LEGACY;
            default -> MULTIFD;
        };
    }

    /** Whether a page that holds only zeros is found where there is no multifd. */
    public boolean found() {
        return this != NONE;
    }
}
