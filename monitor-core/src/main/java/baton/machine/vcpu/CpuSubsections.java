package baton.machine.vcpu;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmStateException;

/** The subsections of section {@code cpu}, each emitted only when it says something (docs/wire/stream.md, 3.1). */
final class CpuSubsections {
    private final CpuState cpu;
    private final MsrFile msr;

    CpuSubsections(CpuState cpu) {
        this.cpu = cpu;
        this.msr = cpu.msr;
    }

    void walk(StateVisitor v) throws VmStateException {
        exceptions(v);
        paravirtual(v);
        if (v.subsection("cpu/fpop_ip_dp", 1, cpu.fpu.hasPointers())) {
            cpu.fpu.fpop = v.u16("env.fpop", cpu.fpu.fpop);
            cpu.fpu.fpip = v.u64("env.fpip", cpu.fpu.fpip);
            cpu.fpu.fpdp = v.u64("env.fpdp", cpu.fpu.fpdp);
        }
        msr(v, "cpu/msr_tsc_adjust", "env.tsc_adjust", MsrFile.TSC_ADJUST, 0);
        msr(v, "cpu/msr_tscdeadline", "env.tsc_deadline", MsrFile.TSC_DEADLINE, 0);
        msr(v, "cpu/msr_ia32_misc_enable", "env.msr_ia32_misc_enable", MsrFile.MISC_ENABLE, 1);
        msr(v, "cpu/msr_ia32_feature_control", "env.msr_ia32_feature_control", MsrFile.FEATURE_CONTROL, 0);
        avx512(v);
        msr(v, "cpu/xss", "env.xss", MsrFile.XSS, 0);
        msr32(v, "cpu/umwait", "env.umwait", MsrFile.UMWAIT_CONTROL);
        if (v.subsection("cpu/tsc_khz", 1, cpu.tscKhz != 0)) {
            cpu.tscKhz = v.i64("env.tsc_khz", cpu.tscKhz);
        }
        msr(v, "cpu/msr_smi_count", "env.msr_smi_count", MsrFile.SMI_COUNT, 0);
        if (v.subsection("cpu/pkru", 1, cpu.fpu.pkru != 0)) {
            cpu.fpu.pkru = v.u32("env.pkru", cpu.fpu.pkru);
        }
        msr32(v, "cpu/pkrs", "env.pkrs", MsrFile.PKRS);
        msr(v, "cpu/spec_ctrl", "env.spec_ctrl", MsrFile.SPEC_CTRL, 0);
        msr(v, "cpu/amd_tsc_scale_msr", "env.amd_tsc_scale_msr", MsrFile.AMD_TSC_RATIO, 1L << 32);
        msr(v, "cpu/virt_ssbd", "env.virt_ssbd", MsrFile.VIRT_SSBD, 0);
        msr32(v, "cpu/msr_tsx_ctrl", "env.tsx_ctrl", MsrFile.TSX_CTRL);
        if (v.subsection("cpu/pdptrs", 1, cpu.hasPdptrs)) {
            v.u64s("env.pdptrs", cpu.pdptrs);
            cpu.hasPdptrs = true;
        }
        if (v.subsection("cpu/msr_xfd", 1, (msr.get(MsrFile.XFD) | msr.get(MsrFile.XFD_ERR)) != 0)) {
            cpu.msr64(v, "env.msr_xfd", MsrFile.XFD);
            cpu.msr64(v, "env.msr_xfd_err", MsrFile.XFD_ERR);
        }
        msr(v, "cpu/msr_hwcr", "env.msr_hwcr", MsrFile.HWCR, 0);
        if (v.subsection("cpu/triple_fault", 1, cpu.tripleFaultPending != 0)) {
            cpu.tripleFaultPending = v.u8("env.triple_fault_pending", cpu.tripleFaultPending);
        }
    }

    private void exceptions(StateVisitor v) throws VmStateException {
        // QEMU sends this for guests in nested mode, which Baton's are not; it is read for completeness.
        if (v.subsection("cpu/exception_info", 1, false)) {
            cpu.exceptionPending = v.u8("env.exception_pending", cpu.exceptionPending);
            cpu.exceptionInjected = v.u8("env.exception_injected", cpu.exceptionInjected);
            cpu.exceptionHasPayload = v.u8("env.exception_has_payload", cpu.exceptionHasPayload);
            cpu.exceptionPayload = v.u64("env.exception_payload", cpu.exceptionPayload);
        }
        if (v.subsection("cpu/error_code", 1, cpu.hasErrorCode != 0)) {
            cpu.errorCode = v.i32("env.error_code", cpu.errorCode);
        }
    }

    private void paravirtual(StateVisitor v) throws VmStateException {
        msr(v, "cpu/async_pf_msr", "env.async_pf_en_msr", MsrFile.ASYNC_PF_ENABLE, 0);
        msr(v, "cpu/async_pf_int_msr", "env.async_pf_int_msr", MsrFile.ASYNC_PF_INT, 0);
        msr(v, "cpu/async_pv_eoi_msr", "env.pv_eoi_en_msr", MsrFile.PV_EOI, 0);
        msr(v, "cpu/steal_time_msr", "env.steal_time_msr", MsrFile.STEAL_TIME, 0);
        msr(v, "cpu/poll_control_msr", "env.poll_control_msr", MsrFile.POLL_CONTROL, 1);
    }

    private void avx512(StateVisitor v) throws VmStateException {
        if (v.subsection("cpu/avx512", 1, cpu.fpu.hasAvx512())) {
            v.u64s("env.opmask_regs", cpu.fpu.opmask);
            v.structs("env.xmm_regs", cpu.fpu.zmmHigh);
            v.structs("env.xmm_regs", cpu.fpu.zmm16to31);
        }
    }

    private void msr(StateVisitor v, String name, String field, int number, long usual) throws VmStateException {
        if (v.subsection(name, 1, msr.get(number) != usual)) {
            cpu.msr64(v, field, number);
        }
    }

    private void msr32(StateVisitor v, String name, String field, int number) throws VmStateException {
        if (v.subsection(name, 1, msr.get(number) != 0)) {
            cpu.msr32(v, field, number);
        }
    }
}
