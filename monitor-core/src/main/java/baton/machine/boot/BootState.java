package baton.machine.boot;

/**
 * How CPU 0 enters a kernel, if not in real mode: 32-bit protected mode, paging and interrupts off, CR0 0x11, segments flat over 4 GiB,
 * EFLAGS 2, registers not named here 0.
 *
 * @param eip entry point
 * @param eax boot magic, or 0
 * @param ebx PVH start info, or 0
 * @param esi Linux boot parameters, or 0
 * @param codeSelector CS; its descriptor is in the table at {@link #GDT}
 * @param dataSelector DS, ES, SS, FS, GS
 */
public record BootState(int eip, int eax, int ebx, int esi, int codeSelector, int dataSelector) {
    private static final int FIRST_DISK = 0x80;

    /** Real mode at that address, all segments 0, the first disk's number in DL. */
    static BootState realMode(int ip) {
        return new BootState(ip, 0, 0, 0, 0, 0);
    }

    /** Whether it is real mode that is entered: protected mode has a code selector. */
    public boolean isRealMode() {
        return codeSelector == 0;
    }

    /** DX. */
    public int dx() {
        return isRealMode() ? FIRST_DISK : 0;
    }

    /** ESP: the top of free low memory. */
    public static final int STACK = 0x7b40;

    /** GDTR base. */
    public static final int GDT = 0x500;

    /** GDTR limit. */
    public static final int GDT_LIMIT = 4 * 8 - 1;
}
