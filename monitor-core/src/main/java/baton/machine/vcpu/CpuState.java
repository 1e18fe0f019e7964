package baton.machine.vcpu;

import baton.machine.boot.BootState;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.ErrnoException;
import java.util.Arrays;

/**
 * Section {@code cpu}: everything of one vCPU but its LAPIC, in QEMU's layout (docs/wire/stream.md, 3.1). {@link CpuSync}
 * moves it between here and KVM. Main loop or migration thread, the vCPU stopped.
 */
public final class CpuState implements VmState {
    static final int RAX = 0;
    static final int RCX = 1;
    static final int RDX = 2;
    static final int RBX = 3;
    static final int RSP = 4;
    static final int RBP = 5;
    static final int RSI = 6;
    static final int RDI = 7;
    static final int ES = 0;
    static final int CS = 1;
    static final int SS = 2;
    static final int DS = 3;

    private static final int SMBASE = 0x30000;
    private static final int HFLAGS2_GIF_VGIF = 0x101;
    private static final int NMI_MASKED = 1 << 2;
    private static final int NONE = -1;
    private static final int INTERRUPTS_ENABLED = 0x200;
    private static final int RUNNABLE = 0; // KVM_MP_STATE_RUNNABLE
    private static final int HALTED = 3; // KVM_MP_STATE_HALTED

    // State, in the stream's order and QEMU's units.
    final long[] regs = new long[16];
    long eip;
    long eflags;
    int hflags;
    final FpuState fpu = new FpuState();
    final Segment[] segs = new Segment[6];
    final Segment ldt = new Segment();
    final Segment tr = new Segment();
    final Segment gdt = new Segment();
    final Segment idt = new Segment();
    long cr0;
    long cr2;
    long cr3;
    long cr4;
    final long[] dr = new long[8];
    long efer;
    final MsrFile msr;
    int smbase = SMBASE;
    int hflags2 = HFLAGS2_GIF_VGIF;
    int interruptInjected = NONE;
    int mpState;
    long tsc;
    int exceptionNr = NONE;
    int softInterrupt;
    int nmiInjected;
    int nmiPending;
    int hasErrorCode;
    int errorCode;
    int exceptionPending;
    int exceptionInjected;
    int exceptionHasPayload;
    long exceptionPayload;
    int sipiVector;
    long mcgCap;
    long xcr0 = 1;
    long tscKhz;
    final long[] pdptrs = new long[4];
    boolean hasPdptrs;
    int tripleFaultPending;
    final MtrrVariable[] mtrrs = new MtrrVariable[MsrFile.MTRR_VARIABLE_COUNT];

    // Wiring.
    private final int index;
    private final CpuStore store;

    /**
     * Makes the state of one vCPU.
     *
     * @param index cpu_index, the section's instance
     * @param store moves it to and from KVM
     */
    CpuState(int index, MsrFile msr, CpuStore store) {
        this.index = index;
        this.msr = msr;
        this.store = store;
        for (int i = 0; i < segs.length; i++) {
            segs[i] = new Segment();
        }
        for (int i = 0; i < mtrrs.length; i++) {
            mtrrs[i] = new MtrrVariable(msr, i, store.physicalBits());
        }
        reset();
    }

    /** Power-on state of the architecture (Intel SDM 3A, table 9-1); APs wait for INIT. The TSC keeps going. */
    public void reset() {
        Arrays.fill(regs, 0);
        regs[RDX] = store.processorSignature();
        eip = 0xfff0;
        eflags = 2;
        for (Segment s : segs) {
            s.set(0, 0, 0xffff, 0x9300);
        }
        segs[CS].set(0xf000, 0xffff0000L, 0xffff, 0x9b00);
        ldt.set(0, 0, 0xffff, 0x8200);
        tr.set(0, 0, 0xffff, 0x8b00);
        gdt.set(0, 0, 0xffff, 0);
        idt.set(0, 0, 0xffff, 0);
        cr0 = 0x60000010L;
        cr2 = 0;
        cr3 = 0;
        cr4 = 0;
        efer = 0;
        Arrays.fill(dr, 0);
        dr[4] = dr[6] = 0xffff0ff0L;
        dr[5] = dr[7] = 0x400;
        fpu.reset();
        msr.reset();
        xcr0 = 1;
        resetEvents();
        mpState = index == 0 ? 0 : 1;
    }

    private void resetEvents() {
        interruptInjected = NONE;
        exceptionNr = NONE;
        softInterrupt = 0;
        nmiInjected = 0;
        nmiPending = 0;
        hasErrorCode = 0;
        errorCode = 0;
        exceptionPending = 0;
        exceptionInjected = 0;
        exceptionHasPayload = 0;
        exceptionPayload = 0;
        sipiVector = 0;
        hasPdptrs = false;
        tripleFaultPending = 0;
        hflags2 = HFLAGS2_GIF_VGIF;
    }

    /** Enters a kernel as {@code entry} says; after {@link #reset}. */
    public void enter(BootState entry) {
        if (entry.isRealMode()) {
            enterRealMode(0, entry.eip());
            regs[RDX] = entry.dx();
            regs[RSP] = BootState.STACK;
            return;
        }
        for (Segment s : segs) {
            s.set(entry.dataSelector(), 0, 0xffffffff, 0xcf9300);
        }
        segs[CS].set(entry.codeSelector(), 0, 0xffffffff, 0xcf9b00);
        gdt.set(0, BootState.GDT, BootState.GDT_LIMIT, 0);
        cr0 = 0x11;
        eip = entry.eip() & 0xffffffffL;
        regs[RAX] = entry.eax() & 0xffffffffL;
        regs[RBX] = entry.ebx() & 0xffffffffL;
        regs[RDX] = 0;
        regs[RSI] = entry.esi() & 0xffffffffL;
        regs[RSP] = BootState.STACK;
    }

    /** Begins in real mode at {@code segment:offset}, nothing on a stack, interrupts off; after {@link #reset}. */
    public void enterRealMode(int segment, int offset) {
        for (Segment s : segs) {
            s.set(0, 0, 0xffff, 0x9300);
        }
        segs[CS].set(segment, (long) segment << 4, 0xffff, 0x9b00);
        eip = offset;
    }

    /** Stands still until an interrupt, which is off; after {@link #reset}. */
    public void halt() {
        mpState = HALTED;
    }

    /** Which vCPU this is. */
    public int index() {
        return index;
    }

    void nmiMasked(boolean masked) {
        hflags2 = masked ? hflags2 | NMI_MASKED : hflags2 & ~NMI_MASKED;
    }

    boolean nmiMasked() {
        return (hflags2 & NMI_MASKED) != 0;
    }

    /** Whether it would take an interrupt of a PIC as it is, and has nothing on its way in. */
    public boolean takesInterrupts() {
        boolean free = interruptInjected == NONE && exceptionNr == NONE;
        return free && (eflags & INTERRUPTS_ENABLED) != 0 && (mpState == RUNNABLE || mpState == HALTED);
    }

    @Override
    public String vmsd() {
        return "cpu";
    }

    @Override
    public int instanceId() {
        return index;
    }

    @Override
    public int version() {
        return 12;
    }

    @Override
    public int minimumVersion() {
        return 11;
    }

    @Override
    public void saving() throws VmStateException {
        try {
            store.fetch(this);
        } catch (ErrnoException e) {
            throw new VmStateException(
                    VmStateException.Reason.IO,
                    "cannot read vCPU " + index + ": " + e.call() + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void loaded() throws VmStateException {
        if (mpState < 0 || mpState > 4) {
            throw VmStateException.corrupt("cpu " + index + ": no such multiprocessing state: " + mpState);
        }
        if ((xcr0 & 1) == 0) {
            throw VmStateException.corrupt("cpu " + index + ": XCR0 without x87: 0x" + Long.toHexString(xcr0));
        }
    }

    @Override
    public void commit() throws VmStateException {
        try {
            store.push(this);
        } catch (ErrnoException e) {
            throw new VmStateException(
                    VmStateException.Reason.MISMATCH,
                    "KVM refuses the state of vCPU " + index + ": " + e.call() + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void state(StateVisitor v) throws VmStateException {
        if (v.loading()) {
            // Subsections a state does not have mean this.
            reset();
            tscKhz = 0;
        }
        new CpuFields(this).walk(v);
        new CpuSubsections(this).walk(v);
    }

    void msr64(StateVisitor v, String name, int number) throws VmStateException {
        msr.set(number, v.u64(name, msr.get(number)));
    }

    void msr32(StateVisitor v, String name, int number) throws VmStateException {
        msr.set(number, v.u32(name, (int) msr.get(number)) & 0xffffffffL);
    }
}
