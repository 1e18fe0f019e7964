package baton.cli.options;

/**
 * One {@code -accel}. Several are tried in order; the first that works is taken.
 *
 * @param kind which
 * @param dirtyRingSize entries of KVM's dirty ring, a power of two; 0 for the bitmap
 */
public record AcceleratorOptions(Kind kind, int dirtyRingSize) {
    /** The accelerators a command line may name. */
    public enum Kind {
        /** The kernel's. */
        KVM,
        /** QEMU's translator; Baton has none, so it never works here. */
        TCG,
        /** No guest code runs; a test drives the machine. */
        QTEST
    }
}
