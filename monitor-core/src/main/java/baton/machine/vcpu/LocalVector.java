package baton.machine.vcpu;

import baton.nat.kvm.KvmVcpu;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.NativeBuffer;

/** The LINT1 entry of a LAPIC's local vector table, where a PC's NMI line ends (Intel SDM 3A, 11.5.1). */
final class LocalVector {
    private static final int LAPIC_BYTES = 0x400;
    private static final int LINT1 = 0x360;
    private static final int MASKED = 1 << 16;
    private static final int DELIVERY_MODE = 7 << 8;
    private static final int NMI = 4 << 8;

    private LocalVector() {}

    /** Whether the guest has LINT1 deliver NMIs. */
    static boolean nmiOnLint1(KvmVcpu vcpu) throws ErrnoException {
        try (NativeBuffer lapic = NativeBuffer.allocate(LAPIC_BYTES)) {
            vcpu.getLapic(lapic);
            int entry = lapic.getInt(LINT1);
            return (entry & MASKED) == 0 && (entry & DELIVERY_MODE) == NMI;
        }
    }
}
