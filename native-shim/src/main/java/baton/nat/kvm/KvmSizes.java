package baton.nat.kvm;

/** Sizes of the structures that have no layout class of their own, and a few offsets in them. */
public final class KvmSizes {
    public static final int DEBUGREGS = 128;
    public static final int XCRS = 392;
    public static final int XCRS_COUNT = 0;
    public static final int XCRS_FIRST_VALUE = 16;
    public static final int MSRS_HEADER = 8;
    public static final int MSR_ENTRY = 16;
    public static final int LAPIC = 1024;
    public static final int IRQCHIP = 520;
    public static final int PIT2 = 112;
    public static final int CLOCK = 48;
    public static final int XSAVE = 4096;
    public static final int CPUID2_HEADER = 8;
    public static final int CPUID_ENTRY = 40;
    public static final int IRQ_ROUTING_HEADER = 8;
    public static final int IRQ_ROUTING_ENTRY = 48;
    public static final int MEMORY_REGION = 32;
    public static final int DIRTY_LOG = 16;
    public static final int CLEAR_DIRTY_LOG = 24;
    public static final int ENABLE_CAP = 104;
    public static final int SIGNAL_MASK = 4;
    public static final int IRQ_LEVEL = 8;
    public static final int IOEVENTFD = 64;
    public static final int IRQFD = 32;
    public static final int MSI = 32;
    public static final int PIT_CONFIG = 64;

    private KvmSizes() {}
}
