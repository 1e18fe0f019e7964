package baton.nat.kvm;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.EventFd;
import baton.nat.libc.Fd;
import baton.nat.libc.NativeBuffer;
import baton.nat.libc.Sys;
import baton.nat.libc.Syscall;

/**
 * One VM: its memory slots and in-kernel chips. Set every slot before {@link #createIrqchip}: the first change after
 * it waits for an SRCU grace period, 4 to 11 ms. The owner closes, after every vCPU is closed.
 */
public final class KvmVm implements Closer.Resource {
    /** Flag of a memory slot: writes of the guest are noted. */
    public static final int LOG_DIRTY_PAGES = 1;

    static final int MANUAL_PROTECT = 1;
    static final int INITIALLY_SET = 2;

    static final int IOEVENTFD_DATAMATCH = 1;
    static final int IOEVENTFD_DEASSIGN = 4;

    static final int IRQFD_DEASSIGN = 1;

    private static final int GSIS = 256;

    private final Fd fd;
    private final int runBytes;
    /** struct kvm_irq_level for every line low and high: read-only, so any thread may raise any line. */
    private final NativeBuffer levels = NativeBuffer.allocate(2 * GSIS * KvmSizes.IRQ_LEVEL);

    KvmVm(Fd fd, int runBytes) {
        this.fd = fd;
        this.runBytes = runBytes;
        for (int gsi = 0; gsi < GSIS; gsi++) {
            levels.putInt(16 * gsi, gsi);
            levels.putInt(16 * gsi + 8, gsi);
            levels.putInt(16 * gsi + 12, 1);
        }
    }

    /**
     * Maps host memory into the guest.
     *
     * @param slot slot number; setting it again replaces it, size 0 deletes it
     * @param guestAddress guest-physical address
     * @param size bytes, multiple of 4096
     * @param hostAddress mapped for as long as the slot is
     */
    public void memorySlot(int slot, int flags, long guestAddress, long size, long hostAddress) throws ErrnoException {
        try (NativeBuffer region = NativeBuffer.allocate(KvmSizes.MEMORY_REGION)) {
            region.putInt(0, slot);
            region.putInt(4, flags);
            region.putLong(8, guestAddress);
            region.putLong(16, size);
            region.putLong(24, hostAddress);
            ioctl("KVM_SET_USER_MEMORY_REGION", KvmIoctl.SET_USER_MEMORY_REGION, region.address());
        }
    }

    /**
     * Has {@link #dirtyLog} forget nothing until {@link #clearDirtyLog}, and begin with every page.
     *
     * @return false where KVM cannot: then reading the log is what clears it
     */
    @AnyThread
    public boolean clearDirtyLogByHand() throws ErrnoException {
        int wanted = MANUAL_PROTECT | INITIALLY_SET;
        int able = (int) ioctl("KVM_CHECK_EXTENSION", KvmIoctl.CHECK_EXTENSION, KvmCap.MANUAL_DIRTY_LOG_PROTECT2);
        if ((able & wanted) != wanted) {
            return false;
        }
        enable(KvmCap.MANUAL_DIRTY_LOG_PROTECT2, wanted);
        return true;
    }

    /**
     * Which pages of a slot with {@link #LOG_DIRTY_PAGES} were written to.
     *
     * @param bitmap where a bit a page goes, in whole 64-bit words
     */
    @AnyThread
    public void dirtyLog(int slot, long bitmap) throws ErrnoException {
        try (NativeBuffer log = NativeBuffer.allocate(KvmSizes.DIRTY_LOG)) {
            log.putInt(0, slot);
            log.putLong(8, bitmap);
            ioctl("KVM_GET_DIRTY_LOG", KvmIoctl.GET_DIRTY_LOG, log.address());
        }
    }

    /**
     * Notes the next write to pages whose bits are set in {@code bitmap}, after {@link #clearDirtyLogByHand}.
     *
     * @param firstPage a multiple of 64
     * @param pages a multiple of 64, or up to the end of the slot
     */
    @AnyThread
    public void clearDirtyLog(int slot, long firstPage, int pages, long bitmap) throws ErrnoException {
        try (NativeBuffer log = NativeBuffer.allocate(KvmSizes.CLEAR_DIRTY_LOG)) {
            log.putInt(0, slot);
            log.putInt(4, pages);
            log.putLong(8, firstPage);
            log.putLong(16, bitmap);
            ioctl("KVM_CLEAR_DIRTY_LOG", KvmIoctl.CLEAR_DIRTY_LOG, log.address());
        }
    }

    /** Where Intel hosts keep the task-state segment real mode needs: three pages below 4 GiB outside every slot. */
    public void tssAddress(long guestAddress) throws ErrnoException {
        ioctl("KVM_SET_TSS_ADDR", KvmIoctl.SET_TSS_ADDR, guestAddress);
    }

    /** Where Intel hosts keep the page table unpaged mode needs: one page below 4 GiB outside every slot. */
    public void identityMapAddress(long guestAddress) throws ErrnoException {
        try (NativeBuffer address = NativeBuffer.allocate(8)) {
            address.putLong(0, guestAddress);
            ioctl("KVM_SET_IDENTITY_MAP_ADDR", KvmIoctl.SET_IDENTITY_MAP_ADDR, address.address());
        }
    }

    /** Makes the PICs, the IOAPIC and, for vCPUs made later, their LAPICs. */
    public void createIrqchip() throws ErrnoException {
        ioctl("KVM_CREATE_IRQCHIP", KvmIoctl.CREATE_IRQCHIP, 0);
    }

    /** Makes the PIT without port 0x61. */
    public void createPit2() throws ErrnoException {
        try (NativeBuffer config = NativeBuffer.allocate(KvmSizes.PIT_CONFIG)) {
            ioctl("KVM_CREATE_PIT2", KvmIoctl.CREATE_PIT2, config.address());
        }
    }

    /** Replaces the routing of interrupt lines; {@code routing} is a struct kvm_irq_routing. */
    public void gsiRouting(NativeBuffer routing) throws ErrnoException {
        ioctl("KVM_SET_GSI_ROUTING", KvmIoctl.SET_GSI_ROUTING, routing.address());
    }

    /** Drives interrupt line {@code gsi}, 0 to 255. */
    @AnyThread
    public void irqLine(int gsi, boolean level) {
        Syscall.call(
                Sys.IOCTL, fd.number(), KvmIoctl.IRQ_LINE, levels.address() + 16L * (gsi & GSIS - 1) + (level ? 8 : 0));
    }

    /**
     * Has writes of {@code size} bytes with the value {@code value} to {@code address} of guest memory signal {@code bell}
     * instead of leaving the guest; {@code on} false ends that. The descriptor may be closed before.
     */
    @AnyThread
    public void ioEventFd(long address, int size, long value, EventFd bell, boolean on) throws ErrnoException {
        try (NativeBuffer call = NativeBuffer.allocate(KvmSizes.IOEVENTFD)) {
            call.putLong(0, value);
            call.putLong(8, address);
            call.putInt(16, size);
            call.putInt(20, bell.fd().number());
            call.putInt(24, on ? IOEVENTFD_DATAMATCH : IOEVENTFD_DATAMATCH | IOEVENTFD_DEASSIGN);
            ioctl("KVM_IOEVENTFD", KvmIoctl.IOEVENTFD, call.address());
        }
    }

    /** Has every signal of {@code bell} drive interrupt {@code gsi} of the routing table once; {@code on} false ends that. */
    @AnyThread
    public void irqFd(EventFd bell, int gsi, boolean on) throws ErrnoException {
        try (NativeBuffer call = NativeBuffer.allocate(KvmSizes.IRQFD)) {
            call.putInt(0, bell.fd().number());
            call.putInt(4, gsi);
            call.putInt(8, on ? 0 : IRQFD_DEASSIGN);
            ioctl("KVM_IRQFD", KvmIoctl.IRQFD, call.address());
        }
    }

    /** Interrupts by message, as a device that writes {@code data} to {@code address}; one nobody listens to is lost. */
    @AnyThread
    public void signalMsi(long address, int data) {
        try (NativeBuffer message = NativeBuffer.allocate(KvmSizes.MSI)) {
            message.putLong(0, address);
            message.putInt(8, data);
            Syscall.call(Sys.IOCTL, fd.number(), KvmIoctl.SIGNAL_MSI, message.address());
        }
    }

    /** Reads PIC 0 or 1 or the IOAPIC (2), as the first word of {@code chip}, a struct kvm_irqchip, says. */
    public void getIrqchip(NativeBuffer chip) throws ErrnoException {
        ioctl("KVM_GET_IRQCHIP", KvmIoctl.GET_IRQCHIP, chip.address());
    }

    /** Writes the chip that the first word of {@code chip} names. */
    public void setIrqchip(NativeBuffer chip) throws ErrnoException {
        ioctl("KVM_SET_IRQCHIP", KvmIoctl.SET_IRQCHIP, chip.address());
    }

    /** Reads struct kvm_pit_state2. */
    public void getPit2(NativeBuffer pit) throws ErrnoException {
        ioctl("KVM_GET_PIT2", KvmIoctl.GET_PIT2, pit.address());
    }

    /** Writes struct kvm_pit_state2. */
    public void setPit2(NativeBuffer pit) throws ErrnoException {
        ioctl("KVM_SET_PIT2", KvmIoctl.SET_PIT2, pit.address());
    }

    /** Reads kvmclock, struct kvm_clock_data. */
    public void getClock(NativeBuffer clock) throws ErrnoException {
        ioctl("KVM_GET_CLOCK", KvmIoctl.GET_CLOCK, clock.address());
    }

    /** Writes kvmclock, struct kvm_clock_data. */
    public void setClock(NativeBuffer clock) throws ErrnoException {
        ioctl("KVM_SET_CLOCK", KvmIoctl.SET_CLOCK, clock.address());
    }

    /** Enables a capability of the VM with one argument. */
    public void enable(int capability, long argument) throws ErrnoException {
        try (NativeBuffer cap = NativeBuffer.allocate(KvmSizes.ENABLE_CAP)) {
            cap.putInt(0, capability);
            cap.putLong(8, argument);
            ioctl("KVM_ENABLE_CAP", KvmIoctl.ENABLE_CAP, cap.address());
        }
    }

    /** Makes vCPU {@code id}, which is its APIC id. */
    public KvmVcpu createVcpu(int id) throws ErrnoException {
        return KvmVcpu.map(Fd.owned((int) ioctl("KVM_CREATE_VCPU", KvmIoctl.CREATE_VCPU, id)), runBytes);
    }

    /** The VM's descriptor; stays with this object. */
    public Fd fd() {
        return fd;
    }

    private long ioctl(String name, int request, long argument) throws ErrnoException {
        return Syscall.check(name, Syscall.call(Sys.IOCTL, fd.number(), request & 0xffffffffL, argument));
    }

    @Override
    public void close() throws ErrnoException {
        fd.close();
        levels.close();
    }
}
