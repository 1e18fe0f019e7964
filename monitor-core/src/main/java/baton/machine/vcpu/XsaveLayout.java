package baton.machine.vcpu;

import baton.nat.libc.NativeBuffer;

/** Where each component lies in this host's XSAVE area (CPUID leaf 0xD, EBX of sub-leaf n). */
final class XsaveLayout {
    static final int AVX = 2;
    static final int OPMASK = 5;
    static final int ZMM_HIGH = 6;
    static final int ZMM_16_31 = 7;
    static final int PKRU = 9;

    private static final int XSAVE_LEAF = 0xd;
    private static final int COMPONENTS = 32;

    private final int[] offsets = new int[COMPONENTS];
    private final int areaBytes;

    /**
     * Reads the layout.
     *
     * @param cpuid what KVM supports, struct kvm_cpuid2
     * @param areaBytes size of the area KVM exchanges; components beyond it are left out
     */
    XsaveLayout(NativeBuffer cpuid, int areaBytes) {
        this.areaBytes = areaBytes;
        for (int i = 0; i < CpuidTable.count(cpuid); i++) {
            int index = CpuidTable.index(cpuid, i);
            if (CpuidTable.function(cpuid, i) == XSAVE_LEAF && index > 1 && index < COMPONENTS) {
                int offset = CpuidTable.register(cpuid, i, CpuidTable.EBX);
                int size = CpuidTable.register(cpuid, i, CpuidTable.EAX);
                offsets[index] = offset + size <= areaBytes ? offset : 0;
            }
        }
    }

    /** Offset of a component, 0 when this host has none. */
    int offset(int component) {
        return offsets[component];
    }

    int areaBytes() {
        return areaBytes;
    }
}
