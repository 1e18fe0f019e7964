package baton.machine.boot;

/**
 * How CPU 0 enters a kernel: 32-bit protected mode, paging and interrupts off, CR0 0x11, segments flat over 4 GiB,
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
    /** ESP: the top of free low memory. */
    public static final int STACK = 0x7b40;

    /** GDTR base. */
    public static final int GDT = 0x500;

    /** GDTR limit. */
    public static final int GDT_LIMIT = 4 * 8 - 1;
}
