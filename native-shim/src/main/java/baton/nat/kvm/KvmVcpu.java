package baton.nat.kvm;

import baton.base.Closer;
import baton.base.VcpuThread;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Mmap;
import baton.nat.libc.NativeBuffer;
import baton.nat.libc.Sys;
import baton.nat.libc.Syscall;

/**
 * One vCPU. {@link #run} belongs to its thread; state may be read and written by any one thread while it does not run.
 * The owner closes, after the thread has ended.
 */
public final class KvmVcpu implements Closer.Resource {
    private final Fd fd;
    private final Mmap map;
    private final KvmRun run;
    private KvmStats stats;

    private KvmVcpu(Fd fd, Mmap map) {
        this.fd = fd;
        this.map = map;
        this.run = new KvmRun(map);
    }

    static KvmVcpu map(Fd fd, int runBytes) throws ErrnoException {
        try {
            return new KvmVcpu(fd, Mmap.shared(fd, 0, runBytes));
        } catch (ErrnoException e) {
            fd.close();
            throw e;
        }
    }

    /** The shared exit page. */
    public KvmRun page() {
        return run;
    }

    /** Runs the guest until an exit: 0 with {@link #page()} telling why, or -errno (-EINTR after a kick, -EAGAIN). */
    @VcpuThread
    public int run() {
        return (int) Syscall.call(Sys.IOCTL, fd.number(), KvmIoctl.RUN, 0);
    }

    /** The signal mask in force during {@link #run} only: how a signal blocked otherwise becomes a kick. */
    public void signalMask(long mask) throws ErrnoException {
        try (NativeBuffer set = NativeBuffer.allocate(KvmSizes.SIGNAL_MASK + 8)) {
            set.putInt(0, 8);
            set.putLong(KvmSizes.SIGNAL_MASK, mask);
            ioctl("KVM_SET_SIGNAL_MASK", KvmIoctl.SET_SIGNAL_MASK, set.address());
        }
    }

    /** Gives the guest this CPUID, a struct kvm_cpuid2; before the first run. */
    public void cpuid(NativeBuffer cpuid) throws ErrnoException {
        ioctl("KVM_SET_CPUID2", KvmIoctl.SET_CPUID2, cpuid.address());
    }

    /** Reads MSRs, a struct kvm_msrs; returns how many it read before one it has not. */
    public int getMsrs(NativeBuffer msrs) throws ErrnoException {
        return (int) ioctl("KVM_GET_MSRS", KvmIoctl.GET_MSRS, msrs.address());
    }

    /** Writes MSRs, a struct kvm_msrs; returns how many it wrote before one it refuses. */
    public int setMsrs(NativeBuffer msrs) throws ErrnoException {
        return (int) ioctl("KVM_SET_MSRS", KvmIoctl.SET_MSRS, msrs.address());
    }

    /** Reads struct kvm_regs ({@link KvmRegs}). */
    public void getRegs(NativeBuffer into) throws ErrnoException {
        ioctl("KVM_GET_REGS", KvmIoctl.GET_REGS, into.address());
    }

    /** Writes struct kvm_regs ({@link KvmRegs}). */
    public void setRegs(NativeBuffer from) throws ErrnoException {
        ioctl("KVM_SET_REGS", KvmIoctl.SET_REGS, from.address());
    }

    /** Reads struct kvm_sregs2 ({@link KvmSregs2}). */
    public void getSregs2(NativeBuffer into) throws ErrnoException {
        ioctl("KVM_GET_SREGS2", KvmIoctl.GET_SREGS2, into.address());
    }

    /** Writes struct kvm_sregs2 ({@link KvmSregs2}). */
    public void setSregs2(NativeBuffer from) throws ErrnoException {
        ioctl("KVM_SET_SREGS2", KvmIoctl.SET_SREGS2, from.address());
    }

    /** Reads struct kvm_xcrs. */
    public void getXcrs(NativeBuffer into) throws ErrnoException {
        ioctl("KVM_GET_XCRS", KvmIoctl.GET_XCRS, into.address());
    }

    /** Writes struct kvm_xcrs. */
    public void setXcrs(NativeBuffer from) throws ErrnoException {
        ioctl("KVM_SET_XCRS", KvmIoctl.SET_XCRS, from.address());
    }

    /** Reads struct kvm_lapic_state. */
    public void getLapic(NativeBuffer into) throws ErrnoException {
        ioctl("KVM_GET_LAPIC", KvmIoctl.GET_LAPIC, into.address());
    }

    /** Writes struct kvm_lapic_state. */
    public void setLapic(NativeBuffer from) throws ErrnoException {
        ioctl("KVM_SET_LAPIC", KvmIoctl.SET_LAPIC, from.address());
    }

    /** Reads struct kvm_vcpu_events ({@link KvmVcpuEvents}). */
    public void getVcpuEvents(NativeBuffer into) throws ErrnoException {
        ioctl("KVM_GET_VCPU_EVENTS", KvmIoctl.GET_VCPU_EVENTS, into.address());
    }

    /** Writes struct kvm_vcpu_events ({@link KvmVcpuEvents}). */
    public void setVcpuEvents(NativeBuffer from) throws ErrnoException {
        ioctl("KVM_SET_VCPU_EVENTS", KvmIoctl.SET_VCPU_EVENTS, from.address());
    }

    /** Reads struct kvm_debugregs. */
    public void getDebugRegs(NativeBuffer into) throws ErrnoException {
        ioctl("KVM_GET_DEBUGREGS", KvmIoctl.GET_DEBUGREGS, into.address());
    }

    /** Writes struct kvm_debugregs. */
    public void setDebugRegs(NativeBuffer from) throws ErrnoException {
        ioctl("KVM_SET_DEBUGREGS", KvmIoctl.SET_DEBUGREGS, from.address());
    }

    /** Reads the XSAVE area; {@code into} is as large as KVM_CAP_XSAVE2 says, at least 4096. */
    public void getXsave(NativeBuffer into) throws ErrnoException {
        boolean large = into.size() > KvmSizes.XSAVE;
        ioctl("KVM_GET_XSAVE", large ? KvmIoctl.GET_XSAVE2 : KvmIoctl.GET_XSAVE, into.address());
    }

    /** Writes the XSAVE area. */
    public void setXsave(NativeBuffer from) throws ErrnoException {
        ioctl("KVM_SET_XSAVE", KvmIoctl.SET_XSAVE, from.address());
    }

    /** KVM_MP_STATE_*: 0 runnable, 1 uninitialized, 2 init received, 3 halted, 4 sipi received. */
    public int getMpState() throws ErrnoException {
        try (NativeBuffer state = NativeBuffer.allocate(4)) {
            ioctl("KVM_GET_MP_STATE", KvmIoctl.GET_MP_STATE, state.address());
            return state.getInt(0);
        }
    }

    /** Sets KVM_MP_STATE_*. */
    public void setMpState(int mpState) throws ErrnoException {
        try (NativeBuffer state = NativeBuffer.allocate(4)) {
            state.putInt(0, mpState);
            ioctl("KVM_SET_MP_STATE", KvmIoctl.SET_MP_STATE, state.address());
        }
    }

    /** The guest's TSC frequency in kHz. */
    public long getTscKhz() throws ErrnoException {
        return ioctl("KVM_GET_TSC_KHZ", KvmIoctl.GET_TSC_KHZ, 0);
    }

    /** Asks for a TSC frequency; refused where the host cannot scale and differs. */
    public void setTscKhz(long khz) throws ErrnoException {
        ioctl("KVM_SET_TSC_KHZ", KvmIoctl.SET_TSC_KHZ, khz);
    }

    /** Sets up machine-check banks (IA32_MCG_CAP). */
    public void setupMce(long capabilities) throws ErrnoException {
        try (NativeBuffer value = NativeBuffer.allocate(8)) {
            value.putLong(0, capabilities);
            ioctl("KVM_X86_SETUP_MCE", KvmIoctl.X86_SETUP_MCE, value.address());
        }
    }

    /** Tells the guest's kvmclock that it was paused; refused until the guest uses one, which is no error. */
    public void kvmclockCtrl() {
        Syscall.call(Sys.IOCTL, fd.number(), KvmIoctl.KVMCLOCK_CTRL, 0);
    }

    /** Whether {@link #stats} need not ask the kernel. */
    public boolean hasStats() {
        return stats != null;
    }

    /** What the kernel counts of it; stays with this object. The first time only while it does not run, or it waits. */
    public KvmStats stats() throws ErrnoException {
        if (stats == null) {
            stats = KvmStats.of(fd);
        }
        return stats;
    }

    /** Injects an NMI. */
    public void nmi() throws ErrnoException {
        ioctl("KVM_NMI", KvmIoctl.NMI, 0);
    }

    /** Guest-physical address of a virtual one, or -1 where nothing is mapped. */
    public long translate(long linear) throws ErrnoException {
        try (NativeBuffer translation = NativeBuffer.allocate(24)) {
            translation.putLong(0, linear);
            ioctl("KVM_TRANSLATE", KvmIoctl.TRANSLATE, translation.address());
            return translation.getByte(16) == 0 ? -1 : translation.getLong(8);
        }
    }

    private long ioctl(String name, int request, long argument) throws ErrnoException {
        return Syscall.check(name, Syscall.call(Sys.IOCTL, fd.number(), request & 0xffffffffL, argument));
    }

    @Override
    public void close() throws ErrnoException {
        map.close();
        if (stats != null) {
            stats.close();
        }
        fd.close();
    }
}
