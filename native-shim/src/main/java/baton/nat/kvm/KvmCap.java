package baton.nat.kvm;

/** Capabilities for {@link Kvm#extension}, named as in linux/kvm.h without KVM_CAP_. */
public final class KvmCap {
    public static final int IRQCHIP = 0;
    public static final int USER_MEMORY = 3;
    public static final int NR_VCPUS = 9;
    public static final int MAX_VCPUS = 66;
    public static final int PIT2 = 33;
    public static final int MCE = 31;
    public static final int XSAVE = 55;
    public static final int XSAVE2 = 208;
    public static final int SREGS2 = 200;
    public static final int IMMEDIATE_EXIT = 136;
    public static final int TSC_CONTROL = 60;
    public static final int GET_TSC_KHZ = 61;
    public static final int EXCEPTION_PAYLOAD = 164;
    public static final int X86_TRIPLE_FAULT_EVENT = 218;
    public static final int MP_STATE = 14;
    public static final int VCPU_EVENTS = 41;
    public static final int MANUAL_DIRTY_LOG_PROTECT2 = 168;
    public static final int SYNC_MMU = 16;

    private KvmCap() {}
}
