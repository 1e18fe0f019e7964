package baton.nat.kvm;

/** ioctl numbers, named as in linux/kvm.h without KVM_. */
final class KvmIoctl {
    static final int GET_API_VERSION = 0xae00;
    static final int CREATE_VM = 0xae01;
    static final int GET_MSR_INDEX_LIST = 0xc004ae02;
    static final int CHECK_EXTENSION = 0xae03;
    static final int GET_VCPU_MMAP_SIZE = 0xae04;
    static final int GET_SUPPORTED_CPUID = 0xc008ae05;
    static final int CREATE_VCPU = 0xae41;
    static final int GET_DIRTY_LOG = 0x4010ae42;
    static final int CLEAR_DIRTY_LOG = 0xc018aec0;
    static final int SET_USER_MEMORY_REGION = 0x4020ae46;
    static final int SET_TSS_ADDR = 0xae47;
    static final int SET_IDENTITY_MAP_ADDR = 0x4008ae48;
    static final int CREATE_IRQCHIP = 0xae60;
    static final int IRQ_LINE = 0x4008ae61;
    static final int GET_IRQCHIP = 0xc208ae62;
    static final int SET_IRQCHIP = 0x8208ae63;
    static final int CREATE_PIT2 = 0x4040ae77;
    static final int GET_PIT2 = 0x8070ae9f;
    static final int SET_PIT2 = 0x4070aea0;
    static final int SET_GSI_ROUTING = 0x4008ae6a;
    static final int IOEVENTFD = 0x4040ae79;
    static final int IRQFD = 0x4020ae76;
    static final int SIGNAL_MSI = 0x4020aea5;
    static final int SET_CLOCK = 0x4030ae7b;
    static final int GET_CLOCK = 0x8030ae7c;
    static final int GET_STATS_FD = 0xaece;
    static final int ENABLE_CAP = 0x4068aea3;
    static final int RUN = 0xae80;
    static final int GET_REGS = 0x8090ae81;
    static final int SET_REGS = 0x4090ae82;
    static final int GET_SREGS2 = 0x8140aecc;
    static final int SET_SREGS2 = 0x4140aecd;
    static final int GET_MSRS = 0xc008ae88;
    static final int SET_MSRS = 0x4008ae89;
    static final int SET_CPUID2 = 0x4008ae90;
    static final int SET_SIGNAL_MASK = 0x4004ae8b;
    static final int GET_LAPIC = 0x8400ae8e;
    static final int SET_LAPIC = 0x4400ae8f;
    static final int GET_MP_STATE = 0x8004ae98;
    static final int SET_MP_STATE = 0x4004ae99;
    static final int GET_VCPU_EVENTS = 0x8040ae9f;
    static final int SET_VCPU_EVENTS = 0x4040aea0;
    static final int GET_DEBUGREGS = 0x8080aea1;
    static final int SET_DEBUGREGS = 0x4080aea2;
    static final int GET_XSAVE = 0x9000aea4;
    static final int SET_XSAVE = 0x5000aea5;
    static final int GET_XSAVE2 = 0x9000aecf;
    static final int GET_XCRS = 0x8188aea6;
    static final int SET_XCRS = 0x4188aea7;
    static final int SET_TSC_KHZ = 0xaea2;
    static final int GET_TSC_KHZ = 0xaea3;
    static final int KVMCLOCK_CTRL = 0xaead;
    static final int X86_SETUP_MCE = 0x4008ae9c;
    static final int X86_GET_MCE_CAP_SUPPORTED = 0x8008ae9d;
    static final int NMI = 0xae9a;
    static final int TRANSLATE = 0xc018ae85;

    private KvmIoctl() {}
}
