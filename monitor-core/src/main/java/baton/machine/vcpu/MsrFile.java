package baton.machine.vcpu;

import baton.nat.kvm.KvmSizes;
import baton.nat.kvm.KvmVcpu;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.NativeBuffer;
import java.util.Arrays;

/**
 * The model-specific registers that migrate, by number (Intel SDM 4, AMD APM 2). Those this host's KVM does not have
 * keep their value but are neither read nor written.
 */
final class MsrFile {
    static final int TSC = 0x10;
    static final int WALL_CLOCK = 0x11;
    static final int SYSTEM_TIME = 0x12;
    static final int SMI_COUNT = 0x34;
    static final int FEATURE_CONTROL = 0x3a;
    static final int TSC_ADJUST = 0x3b;
    static final int SPEC_CTRL = 0x48;
    static final int UMWAIT_CONTROL = 0xe1;
    static final int SYSENTER_CS = 0x174;
    static final int SYSENTER_ESP = 0x175;
    static final int SYSENTER_EIP = 0x176;
    static final int MCG_STATUS = 0x17a;
    static final int MCG_CTL = 0x17b;
    static final int MISC_ENABLE = 0x1a0;
    static final int MTRR_VARIABLE = 0x200;
    static final int XFD = 0x1c4;
    static final int XFD_ERR = 0x1c5;
    static final int TSX_CTRL = 0x122;
    static final int PAT = 0x277;
    static final int MTRR_DEFAULT = 0x2ff;
    static final int MCE_BANKS = 0x400;
    static final int TSC_DEADLINE = 0x6e0;
    static final int PKRS = 0x6e1;
    static final int XSS = 0xda0;
    static final int ASYNC_PF_ENABLE = 0x4b564d02;
    static final int STEAL_TIME = 0x4b564d03;
    static final int PV_EOI = 0x4b564d04;
    static final int POLL_CONTROL = 0x4b564d05;
    static final int ASYNC_PF_INT = 0x4b564d06;
    static final int STAR = 0xc0000081;
    static final int LSTAR = 0xc0000082;
    static final int CSTAR = 0xc0000083;
    static final int FMASK = 0xc0000084;
    static final int KERNEL_GS_BASE = 0xc0000102;
    static final int TSC_AUX = 0xc0000103;
    static final int AMD_TSC_RATIO = 0xc0000104;
    static final int HWCR = 0xc0010015;
    static final int VM_HSAVE = 0xc0010117;
    static final int VIRT_SSBD = 0xc001011f;
    /** Fixed-range MTRRs in the stream's order. */
    static final int[] MTRR_FIXED = {0x250, 0x258, 0x259, 0x268, 0x269, 0x26a, 0x26b, 0x26c, 0x26d, 0x26e, 0x26f};

    static final int MTRR_VARIABLE_COUNT = 8;
    static final int MCE_REGISTERS = 40;

    private static final int[] SINGLE = {
        SYSENTER_CS,
        SYSENTER_ESP,
        SYSENTER_EIP,
        PAT,
        STAR,
        VM_HSAVE,
        TSC_AUX,
        TSC_ADJUST,
        MISC_ENABLE,
        SMI_COUNT,
        FEATURE_CONTROL,
        XSS,
        UMWAIT_CONTROL,
        SPEC_CTRL,
        PKRS,
        VIRT_SSBD,
        TSC,
        HWCR,
        CSTAR,
        KERNEL_GS_BASE,
        FMASK,
        LSTAR,
        SYSTEM_TIME,
        WALL_CLOCK,
        ASYNC_PF_INT,
        ASYNC_PF_ENABLE,
        PV_EOI,
        STEAL_TIME,
        POLL_CONTROL,
        MCG_STATUS,
        MCG_CTL,
        MTRR_DEFAULT,
        TSC_DEADLINE,
        XFD,
        XFD_ERR,
        TSX_CTRL,
        AMD_TSC_RATIO
    };

    private final int[] numbers;
    private final long[] values;
    private final boolean[] present;

    /** No MSR at all is present: for registers nobody reads MSRs of. */
    static MsrFile none() {
        return new MsrFile(new int[0], false);
    }

    /**
     * Makes a file of zeros.
     *
     * @param listed KVM_GET_MSR_INDEX_LIST of this host
     * @param machineCheck whether the vCPU's machine-check banks were set up
     */
    MsrFile(int[] listed, boolean machineCheck) {
        int count = SINGLE.length + MTRR_FIXED.length + 2 * MTRR_VARIABLE_COUNT + MCE_REGISTERS;
        numbers = new int[count];
        values = new long[count];
        present = new boolean[count];
        int at = 0;
        for (int number : SINGLE) {
            numbers[at++] = number;
        }
        for (int number : MTRR_FIXED) {
            numbers[at++] = number;
        }
        for (int i = 0; i < 2 * MTRR_VARIABLE_COUNT; i++) {
            numbers[at++] = MTRR_VARIABLE + i;
        }
        for (int i = 0; i < MCE_REGISTERS; i++) {
            numbers[at++] = MCE_BANKS + i;
        }
        Arrays.sort(numbers); // as signed numbers, which is all the same to finding them
        for (int i = 0; i < count; i++) {
            present[i] = has(listed, numbers[i], machineCheck);
        }
    }

    /** KVM does not list what every vCPU has: MTRRs, PAT, and the machine-check banks once set up. */
    private static boolean has(int[] listed, int number, boolean machineCheck) {
        boolean mce =
                number == MCG_STATUS || number == MCG_CTL || number >= MCE_BANKS && number < MCE_BANKS + MCE_REGISTERS;
        boolean mtrr = number >= MTRR_VARIABLE && number <= MTRR_DEFAULT;
        if (mce || mtrr) {
            return mtrr || machineCheck;
        }
        for (int known : listed) {
            if (known == number) {
                return true;
            }
        }
        return false;
    }

    private int slot(int number) {
        int at = Arrays.binarySearch(numbers, number);
        if (at >= 0) {
            return at;
        }
        throw new IllegalArgumentException("MSR 0x" + Integer.toHexString(number) + " does not migrate");
    }

    long get(int number) {
        return values[slot(number)];
    }

    void set(int number, long value) {
        values[slot(number)] = value;
    }

    /** Whether this host's KVM keeps the register. */
    boolean has(int number) {
        return present[slot(number)];
    }

    /** Power-on values: zero but for PAT, machine-check controls and two whose reset value is 1. */
    void reset() {
        long keptTsc = get(TSC);
        Arrays.fill(values, 0);
        set(TSC, keptTsc);
        set(PAT, 0x0007040600070406L);
        set(MISC_ENABLE, 1);
        set(POLL_CONTROL, 1);
        set(AMD_TSC_RATIO, 1L << 32);
        for (int bank = 0; bank < MCE_REGISTERS; bank += 4) {
            set(MCE_BANKS + bank, -1L);
        }
    }

    /** Reads every register KVM has; one it lists but refuses is left out from then on. */
    void fetch(KvmVcpu vcpu) throws ErrnoException {
        try (NativeBuffer list = list(-1)) {
            int count = list.getInt(0);
            int read = vcpu.getMsrs(list);
            if (read < count) {
                present[slot(list.getInt(KvmSizes.MSRS_HEADER + read * KvmSizes.MSR_ENTRY))] = false;
                fetch(vcpu);
                return;
            }
            for (int i = 0; i < count; i++) {
                int at = KvmSizes.MSRS_HEADER + i * KvmSizes.MSR_ENTRY;
                values[slot(list.getInt(at))] = list.getLong(at + 8);
            }
        }
    }

    /** Reads one register now. */
    void fetch(KvmVcpu vcpu, int number) throws ErrnoException {
        try (NativeBuffer one = NativeBuffer.allocate(KvmSizes.MSRS_HEADER + KvmSizes.MSR_ENTRY)) {
            one.putInt(0, 1);
            one.putInt(KvmSizes.MSRS_HEADER, number);
            if (vcpu.getMsrs(one) == 1) {
                set(number, one.getLong(KvmSizes.MSRS_HEADER + 8));
            }
        }
    }

    /**
     * Writes every register KVM has but {@code except}.
     *
     * @return the number of a register KVM refused, or -1
     */
    int push(KvmVcpu vcpu, int except) throws ErrnoException {
        try (NativeBuffer list = list(except)) {
            int written = vcpu.setMsrs(list);
            return written < list.getInt(0) ? list.getInt(KvmSizes.MSRS_HEADER + written * KvmSizes.MSR_ENTRY) : -1;
        }
    }

    /** Writes one register, if KVM has it. */
    void push(KvmVcpu vcpu, int number, long value) throws ErrnoException {
        if (has(number)) {
            try (NativeBuffer one = NativeBuffer.allocate(KvmSizes.MSRS_HEADER + KvmSizes.MSR_ENTRY)) {
                one.putInt(0, 1);
                one.putInt(KvmSizes.MSRS_HEADER, number);
                one.putLong(KvmSizes.MSRS_HEADER + 8, value);
                vcpu.setMsrs(one);
            }
        }
    }

    private NativeBuffer list(int except) {
        NativeBuffer list = NativeBuffer.allocate(KvmSizes.MSRS_HEADER + numbers.length * KvmSizes.MSR_ENTRY);
        int count = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (present[i] && numbers[i] != except) {
                int at = KvmSizes.MSRS_HEADER + count * KvmSizes.MSR_ENTRY;
                list.putInt(at, numbers[i]);
                list.putLong(at + 8, values[i]);
                count++;
            }
        }
        list.putInt(0, count);
        return list;
    }
}
