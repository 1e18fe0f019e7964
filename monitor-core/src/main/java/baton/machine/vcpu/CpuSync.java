package baton.machine.vcpu;

import baton.base.Reporter;
import baton.migration.vmstate.VmStateException;
import baton.nat.kvm.KvmDtable;
import baton.nat.kvm.KvmRegs;
import baton.nat.kvm.KvmSizes;
import baton.nat.kvm.KvmSregs2;
import baton.nat.kvm.KvmVcpu;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.NativeBuffer;

/** Moves a {@link CpuState} between Java and one KVM vCPU, in the order KVM wants (docs/wire/stream.md, 3.2 and 3.3). */
final class CpuSync implements CpuStore {
    /** kvm_regs order of the stream's sixteen registers. */
    private static final int[] REGS_AT = {
        KvmRegs.RAX, KvmRegs.RCX, KvmRegs.RDX, KvmRegs.RBX, KvmRegs.RSP, KvmRegs.RBP, KvmRegs.RSI, KvmRegs.RDI
    };

    private static final int[] SEGMENTS_AT = {
        KvmSregs2.ES, KvmSregs2.CS, KvmSregs2.SS, KvmSregs2.DS, KvmSregs2.FS, KvmSregs2.GS
    };

    private static final long VM86 = 1L << 17;
    private static final long PDPTRS_VALID = 1;
    private static final int XCR0_VALUE = KvmSizes.XCRS_FIRST_VALUE;

    private final KvmVcpu vcpu;
    private final Cpuid cpuid;
    private final Reporter reporter;

    CpuSync(KvmVcpu vcpu, Cpuid cpuid, Reporter reporter) {
        this.vcpu = vcpu;
        this.cpuid = cpuid;
        this.reporter = reporter;
    }

    @Override
    public int physicalBits() {
        return cpuid.physicalBits();
    }

    @Override
    public int processorSignature() {
        return (int) cpuid.identification();
    }

    /** Takes everything out of KVM. MP state comes before the registers: reading it may move CS:RIP to a SIPI's vector. */
    @Override
    public void fetch(CpuState cpu) throws ErrnoException {
        EventsSync.fetch(cpu, vcpu);
        cpu.mpState = vcpu.getMpState();
        fetchRegs(cpu);
        fetchFpu(cpu);
        fetchSregs(cpu);
        cpu.msr.fetch(vcpu);
        fetchDebug(cpu);
        cpu.mcgCap = cpuid.machineCheck();
        cpu.tscKhz = vcpu.getTscKhz();
        cpu.hflags = HiddenFlags.of(cpu);
    }

    /** The time-stamp counter as it is now; once, when the guest stops. */
    void fetchTsc(CpuState cpu) throws ErrnoException {
        cpu.msr.fetch(vcpu, MsrFile.TSC);
        cpu.tsc = cpu.msr.get(MsrFile.TSC);
    }

    /** Registers that a person looks at: general, segment and control. */
    void fetchVisible(CpuState cpu) throws ErrnoException {
        cpu.mpState = vcpu.getMpState();
        fetchRegs(cpu);
        fetchSregs(cpu);
        fetchDebug(cpu);
        fetchFpu(cpu);
        cpu.hflags = HiddenFlags.of(cpu);
    }

    private void fetchFpu(CpuState cpu) throws ErrnoException {
        try (NativeBuffer area = NativeBuffer.allocate(cpuid.xsave().areaBytes())) {
            vcpu.getXsave(area);
            cpu.fpu.fetch(area, cpuid.xsave());
        }
        try (NativeBuffer xcrs = NativeBuffer.allocate(KvmSizes.XCRS)) {
            vcpu.getXcrs(xcrs);
            cpu.xcr0 = xcrs.getInt(KvmSizes.XCRS_COUNT) == 0 ? 1 : xcrs.getLong(XCR0_VALUE);
        }
    }

    private void fetchRegs(CpuState cpu) throws ErrnoException {
        try (NativeBuffer regs = NativeBuffer.allocate(KvmRegs.SIZEOF)) {
            vcpu.getRegs(regs);
            for (int i = 0; i < cpu.regs.length; i++) {
                cpu.regs[i] = regs.getLong(registerAt(i));
            }
            cpu.eip = regs.getLong(KvmRegs.RIP);
            cpu.eflags = regs.getLong(KvmRegs.RFLAGS);
        }
    }

    private static int registerAt(int i) {
        return i < REGS_AT.length ? REGS_AT[i] : KvmRegs.R8 + 8 * (i - REGS_AT.length);
    }

    private void fetchSregs(CpuState cpu) throws ErrnoException {
        try (NativeBuffer sregs = NativeBuffer.allocate(KvmSregs2.SIZEOF)) {
            vcpu.getSregs2(sregs);
            for (int i = 0; i < cpu.segs.length; i++) {
                cpu.segs[i].fetch(sregs, SEGMENTS_AT[i]);
            }
            cpu.tr.fetch(sregs, KvmSregs2.TR);
            cpu.ldt.fetch(sregs, KvmSregs2.LDT);
            fetchTable(cpu.gdt, sregs, KvmSregs2.GDT);
            fetchTable(cpu.idt, sregs, KvmSregs2.IDT);
            cpu.cr0 = sregs.getLong(KvmSregs2.CR0);
            cpu.cr2 = sregs.getLong(KvmSregs2.CR2);
            cpu.cr3 = sregs.getLong(KvmSregs2.CR3);
            cpu.cr4 = sregs.getLong(KvmSregs2.CR4);
            cpu.efer = sregs.getLong(KvmSregs2.EFER);
            cpu.hasPdptrs = (sregs.getLong(KvmSregs2.FLAGS) & PDPTRS_VALID) != 0;
            for (int i = 0; cpu.hasPdptrs && i < cpu.pdptrs.length; i++) {
                cpu.pdptrs[i] = sregs.getLong(KvmSregs2.PDPTRS + 8 * i);
            }
        }
    }

    private static void fetchTable(Segment table, NativeBuffer sregs, int at) {
        table.set(0, sregs.getLong(at + KvmDtable.BASE), sregs.getShort(at + KvmDtable.LIMIT) & 0xffff, 0);
    }

    private void fetchDebug(CpuState cpu) throws ErrnoException {
        try (NativeBuffer debug = NativeBuffer.allocate(KvmSizes.DEBUGREGS)) {
            vcpu.getDebugRegs(debug);
            for (int i = 0; i < 4; i++) {
                cpu.dr[i] = debug.getLong(8 * i);
            }
            cpu.dr[4] = cpu.dr[6] = debug.getLong(32);
            cpu.dr[5] = cpu.dr[7] = debug.getLong(40);
        }
    }

    /** Gives everything to KVM; the LAPIC, with its base and TPR, is there already. */
    @Override
    public void push(CpuState cpu) throws ErrnoException, VmStateException {
        pushSregs(cpu);
        matchTscRate(cpu);
        pushRegs(cpu);
        try (NativeBuffer area = NativeBuffer.allocate(cpuid.xsave().areaBytes())) {
            cpu.fpu.push(area, cpuid.xsave());
            vcpu.setXsave(area);
        }
        try (NativeBuffer xcrs = NativeBuffer.allocate(KvmSizes.XCRS)) {
            xcrs.putInt(KvmSizes.XCRS_COUNT, 1);
            xcrs.putLong(XCR0_VALUE, cpu.xcr0);
            vcpu.setXcrs(xcrs);
        }
        cpu.msr.set(MsrFile.TSC, cpu.tsc);
        int refused = cpu.msr.push(vcpu, MsrFile.TSC_DEADLINE);
        if (refused != -1) {
            throw new VmStateException(
                    VmStateException.Reason.MISMATCH,
                    "error: failed to set MSR 0x" + Integer.toHexString(refused) + " to 0x"
                            + Long.toHexString(cpu.msr.get(refused)));
        }
        EventsSync.push(cpu, vcpu);
        vcpu.setMpState(cpu.mpState);
        // Arming the deadline timer needs the LAPIC in deadline mode and the TSC set.
        cpu.msr.push(vcpu, MsrFile.TSC_DEADLINE, cpu.msr.get(MsrFile.TSC_DEADLINE));
        pushDebug(cpu);
    }

    private void pushRegs(CpuState cpu) throws ErrnoException {
        try (NativeBuffer regs = NativeBuffer.allocate(KvmRegs.SIZEOF)) {
            for (int i = 0; i < cpu.regs.length; i++) {
                regs.putLong(registerAt(i), cpu.regs[i]);
            }
            regs.putLong(KvmRegs.RIP, cpu.eip);
            regs.putLong(KvmRegs.RFLAGS, cpu.eflags);
            vcpu.setRegs(regs);
        }
    }

    private void pushSregs(CpuState cpu) throws ErrnoException {
        boolean vm86 = (cpu.eflags & VM86) != 0;
        try (NativeBuffer sregs = NativeBuffer.allocate(KvmSregs2.SIZEOF)) {
            // CR8 and the APIC base belong to section apic, which KVM has by now: keep what is there.
            vcpu.getSregs2(sregs);
            for (int i = 0; i < cpu.segs.length; i++) {
                cpu.segs[i].push(sregs, SEGMENTS_AT[i], vm86);
            }
            cpu.tr.push(sregs, KvmSregs2.TR, false);
            cpu.ldt.push(sregs, KvmSregs2.LDT, false);
            pushTable(cpu.gdt, sregs, KvmSregs2.GDT);
            pushTable(cpu.idt, sregs, KvmSregs2.IDT);
            sregs.putLong(KvmSregs2.CR0, cpu.cr0);
            sregs.putLong(KvmSregs2.CR2, cpu.cr2);
            sregs.putLong(KvmSregs2.CR3, cpu.cr3);
            sregs.putLong(KvmSregs2.CR4, cpu.cr4);
            sregs.putLong(KvmSregs2.EFER, cpu.efer);
            sregs.putLong(KvmSregs2.FLAGS, cpu.hasPdptrs ? PDPTRS_VALID : 0);
            for (int i = 0; cpu.hasPdptrs && i < cpu.pdptrs.length; i++) {
                sregs.putLong(KvmSregs2.PDPTRS + 8 * i, cpu.pdptrs[i]);
            }
            vcpu.setSregs2(sregs);
        }
    }

    private static void pushTable(Segment table, NativeBuffer sregs, int at) {
        sregs.putLong(at + KvmDtable.BASE, table.base);
        sregs.putShort(at + KvmDtable.LIMIT, table.limit);
    }

    private void pushDebug(CpuState cpu) throws ErrnoException {
        try (NativeBuffer debug = NativeBuffer.allocate(KvmSizes.DEBUGREGS)) {
            for (int i = 0; i < 4; i++) {
                debug.putLong(8 * i, cpu.dr[i]);
            }
            debug.putLong(32, cpu.dr[6]);
            debug.putLong(40, cpu.dr[7]);
            vcpu.setDebugRegs(debug);
        }
    }

    /** Keeps the guest's TSC at its rate where the host can; otherwise says so and goes on, as QEMU does. */
    private void matchTscRate(CpuState cpu) throws ErrnoException {
        long here = vcpu.getTscKhz();
        if (cpu.tscKhz == 0 || cpu.tscKhz == here) {
            return;
        }
        try {
            vcpu.setTscKhz(cpu.tscKhz);
        } catch (ErrnoException e) {
            reporter.warn("TSC frequency mismatch between VM (" + cpu.tscKhz + " kHz) and host (" + here
                    + " kHz), and TSC scaling unavailable");
        }
    }
}
