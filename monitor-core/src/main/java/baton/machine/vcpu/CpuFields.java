package baton.machine.vcpu;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;

/** The fields of section {@code cpu} in their order (docs/wire/stream.md, 3.1), for {@link CpuState}. */
final class CpuFields {
    private static final int A20_ENABLED = -1;

    private final CpuState cpu;

    CpuFields(CpuState cpu) {
        this.cpu = cpu;
    }

    void walk(StateVisitor v) throws VmStateException {
        v.u64s("env.regs", cpu.regs);
        cpu.eip = v.u64("env.eip", cpu.eip);
        cpu.eflags = v.u64("env.eflags", cpu.eflags);
        cpu.hflags = v.u32("env.hflags", cpu.hflags);
        cpu.fpu.fpuc = v.u16("env.fpuc", cpu.fpu.fpuc);
        cpu.fpu.fpus = v.u16("env.fpus_vmstate", cpu.fpu.fpus);
        cpu.fpu.fptag = v.u16("env.fptag_vmstate", cpu.fpu.fptag);
        if (v.u16("env.fpregs_format_vmstate", 0) != 0) {
            throw VmStateException.corrupt("cpu " + cpu.index() + ": unknown format of x87 registers");
        }
        v.structs("env.fpregs", cpu.fpu.st);
        system(v);
        virtualization(v);
        mtrrs(v);
        events(v);
        machineCheck(v);
        clocks(v);
    }

    private void system(StateVisitor v) throws VmStateException {
        v.structs("env.segs", cpu.segs);
        v.struct("env.ldt", cpu.ldt);
        v.struct("env.tr", cpu.tr);
        v.struct("env.gdt", cpu.gdt);
        v.struct("env.idt", cpu.idt);
        cpu.msr.set(
                MsrFile.SYSENTER_CS, v.u32("env.sysenter_cs", (int) cpu.msr.get(MsrFile.SYSENTER_CS)) & 0xffffffffL);
        cpu.msr64(v, "env.sysenter_esp", MsrFile.SYSENTER_ESP);
        cpu.msr64(v, "env.sysenter_eip", MsrFile.SYSENTER_EIP);
        cpu.cr0 = v.u64("env.cr[0]", cpu.cr0);
        cpu.cr2 = v.u64("env.cr[2]", cpu.cr2);
        cpu.cr3 = v.u64("env.cr[3]", cpu.cr3);
        cpu.cr4 = v.u64("env.cr[4]", cpu.cr4);
        v.u64s("env.dr", cpu.dr);
        v.i32("env.a20_mask", A20_ENABLED);
        cpu.fpu.mxcsr = v.u32("env.mxcsr", cpu.fpu.mxcsr);
        v.structs("env.xmm_regs", cpu.fpu.xmm);
        cpu.efer = v.u64("env.efer", cpu.efer);
        cpu.msr64(v, "env.star", MsrFile.STAR);
        cpu.msr64(v, "env.lstar", MsrFile.LSTAR);
        cpu.msr64(v, "env.cstar", MsrFile.CSTAR);
        cpu.msr64(v, "env.fmask", MsrFile.FMASK);
        cpu.msr64(v, "env.kernelgsbase", MsrFile.KERNEL_GS_BASE);
        cpu.smbase = v.u32("env.smbase", cpu.smbase);
        cpu.msr64(v, "env.pat", MsrFile.PAT);
        cpu.hflags2 = v.u32("env.hflags2", cpu.hflags2);
    }

    /** What a guest in nested SVM would have; Baton gives its guests none, so these are 0 but for VM_HSAVE. */
    private void virtualization(StateVisitor v) throws VmStateException {
        cpu.msr64(v, "env.vm_hsave", MsrFile.VM_HSAVE);
        v.u64("env.vm_vmcb", 0);
        v.u64("env.tsc_offset", 0);
        v.u64("env.intercept", 0);
        v.u16("env.intercept_cr_read", 0);
        v.u16("env.intercept_cr_write", 0);
        v.u16("env.intercept_dr_read", 0);
        v.u16("env.intercept_dr_write", 0);
        v.u32("env.intercept_exceptions", 0);
        v.u8("env.v_tpr", 0);
    }

    private void mtrrs(StateVisitor v) throws VmStateException {
        long[] fixed = msrs(MsrFile.MTRR_FIXED);
        v.u64s("env.mtrr_fixed", fixed);
        for (int i = 0; i < fixed.length; i++) {
            cpu.msr.set(MsrFile.MTRR_FIXED[i], fixed[i]);
        }
        cpu.msr64(v, "env.mtrr_deftype", MsrFile.MTRR_DEFAULT);
        v.structs("env.mtrr_var", cpu.mtrrs);
    }

    private long[] msrs(int[] numbers) {
        long[] values = new long[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            values[i] = cpu.msr.get(numbers[i]);
        }
        return values;
    }

    private void events(StateVisitor v) throws VmStateException {
        cpu.interruptInjected = v.i32("env.interrupt_injected", cpu.interruptInjected);
        cpu.mpState = v.u32("env.mp_state", cpu.mpState);
        cpu.tsc = v.u64("env.tsc", cpu.tsc);
        cpu.exceptionNr = v.i32("env.exception_nr", cpu.exceptionNr);
        cpu.softInterrupt = v.u8("env.soft_interrupt", cpu.softInterrupt);
        cpu.nmiInjected = v.u8("env.nmi_injected", cpu.nmiInjected);
        cpu.nmiPending = v.u8("env.nmi_pending", cpu.nmiPending);
        cpu.hasErrorCode = v.u8("env.has_error_code", cpu.hasErrorCode);
        cpu.sipiVector = v.u32("env.sipi_vector", cpu.sipiVector);
    }

    private void machineCheck(StateVisitor v) throws VmStateException {
        cpu.mcgCap = v.u64("env.mcg_cap", cpu.mcgCap);
        cpu.msr64(v, "env.mcg_status", MsrFile.MCG_STATUS);
        cpu.msr64(v, "env.mcg_ctl", MsrFile.MCG_CTL);
        long[] banks = new long[MsrFile.MCE_REGISTERS];
        for (int i = 0; i < banks.length; i++) {
            banks[i] = cpu.msr.get(MsrFile.MCE_BANKS + i);
        }
        v.u64s("env.mce_banks", banks);
        for (int i = 0; i < banks.length; i++) {
            cpu.msr.set(MsrFile.MCE_BANKS + i, banks[i]);
        }
    }

    private void clocks(StateVisitor v) throws VmStateException {
        cpu.msr64(v, "env.tsc_aux", MsrFile.TSC_AUX);
        cpu.msr64(v, "env.system_time_msr", MsrFile.SYSTEM_TIME);
        cpu.msr64(v, "env.wall_clock_msr", MsrFile.WALL_CLOCK);
        cpu.xcr0 = v.u64("env.xcr0", cpu.xcr0);
        cpu.fpu.xstateBv = v.u64("env.xstate_bv", cpu.fpu.xstateBv);
        v.structs("env.xmm_regs", cpu.fpu.ymmHigh);
    }
}
