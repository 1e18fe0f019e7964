package baton.nat.kvm;

/** Offsets in struct kvm_regs; R8 to R15 follow each other. */
public final class KvmRegs {
    public static final int SIZEOF = 144;
    public static final int RAX = 0;
    public static final int RBX = 8;
    public static final int RCX = 16;
    public static final int RDX = 24;
    public static final int RSI = 32;
    public static final int RDI = 40;
    public static final int RSP = 48;
    public static final int RBP = 56;
    public static final int R8 = 64;
    public static final int RIP = 128;
    public static final int RFLAGS = 136;

    private KvmRegs() {}
}
