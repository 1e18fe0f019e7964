package baton.machine.vcpu;

/** The stream's {@code env.hflags}: a digest of mode bits that QEMU keeps, computed from the registers themselves. */
final class HiddenFlags {
    private static final int CS32 = 1 << 4;
    private static final int SS32 = 1 << 5;
    private static final int ADDSEG = 1 << 6;
    private static final int PE_SHIFT = 7;
    private static final int LMA = 1 << 14;
    private static final int CS64 = 1 << 15;
    private static final int OSFXSR = 1 << 22;
    private static final long CR0_MP_EM_TS = 0xe;
    private static final long TF_IOPL_VM = 0x23100;
    private static final long VM = 0x20000;
    private static final long CR4_OSFXSR = 0x200;
    private static final long EFER_LMA = 0x400;

    private HiddenFlags() {}

    static int of(CpuState cpu) {
        Segment cs = cpu.segs[CpuState.CS];
        Segment ss = cpu.segs[CpuState.SS];
        int flags = ss.dpl();
        flags |= (int) (cpu.cr0 & 1) << PE_SHIFT;
        flags |= (int) (cpu.cr0 & CR0_MP_EM_TS) << 8;
        flags |= (int) (cpu.eflags & TF_IOPL_VM);
        flags |= (cpu.cr4 & CR4_OSFXSR) != 0 ? OSFXSR : 0;
        boolean lma = (cpu.efer & EFER_LMA) != 0;
        flags |= lma ? LMA : 0;
        if (lma && cs.longMode()) {
            return flags | CS32 | SS32 | CS64;
        }
        flags |= cs.big() ? CS32 : 0;
        flags |= ss.big() ? SS32 : 0;
        boolean segmented = (cpu.cr0 & 1) == 0
                || (cpu.eflags & VM) != 0
                || !cs.big()
                || (cpu.segs[CpuState.DS].base | cpu.segs[CpuState.ES].base | ss.base) != 0;
        return segmented ? flags | ADDSEG : flags;
    }
}
