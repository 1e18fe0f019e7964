package baton.machine.vcpu;

import java.util.Locale;

/** QEMU's names for CPUID feature bits: eight words of 32, {@code -} where a bit has no name. */
final class CpuFeatures {
    static final int LEAF1_EDX = 0;
    static final int LEAF1_ECX = 1;
    static final int LEAF7_EBX = 2;
    static final int LEAF7_ECX = 3;
    static final int LEAF7_EDX = 4;
    static final int EXTENDED_EDX = 5;
    static final int EXTENDED_ECX = 6;
    static final int KVM_EAX = 7;
    static final int WORDS = 8;

    private static final String[] NAMES = {
        "fpu vme de pse tsc msr pae mce cx8 apic - sep mtrr pge mca cmov pat pse36 pn clflush - ds acpi mmx fxsr sse sse2 "
                + "ss ht tm ia64 pbe",
        "pni pclmulqdq dtes64 monitor ds-cpl vmx smx est tm2 ssse3 cid - fma cx16 xtpr pdcm - pcid dca sse4.1 sse4.2 "
                + "x2apic movbe popcnt tsc-deadline aes xsave osxsave avx f16c rdrand hypervisor",
        "fsgsbase tsc-adjust sgx bmi1 hle avx2 - smep bmi2 erms invpcid rtm - - mpx - avx512f avx512dq rdseed adx smap "
                + "avx512ifma pcommit clflushopt clwb intel-pt avx512pf avx512er avx512cd sha-ni avx512bw avx512vl",
        "- avx512vbmi umip pku ospke waitpkg avx512vbmi2 - gfni vaes vpclmulqdq avx512vnni avx512bitalg - "
                + "avx512-vpopcntdq - la57 - - - - - rdpid - bus-lock-detect cldemote - movdiri movdir64b - sgxlc pks",
        "- - avx512-4vnniw avx512-4fmaps fsrm - - - avx512-vp2intersect - md-clear - - - serialize - tsx-ldtrk - - "
                + "arch-lbr - - amx-bf16 avx512-fp16 amx-tile amx-int8 spec-ctrl stibp flush-l1d arch-capabilities "
                + "core-capability ssbd",
        "- - - - - - - - - - - syscall - - - - - - - mp nx - mmxext - - fxsr-opt pdpe1gb rdtscp - lm 3dnowext 3dnow",
        "lahf-lm cmp-legacy svm extapic cr8legacy abm sse4a misalignsse 3dnowprefetch osvw ibs xop skinit wdt - lwp fma4 "
                + "tce - nodeid-msr - tbm topoext perfctr-core perfctr-nb - - - - - - -",
        "kvmclock kvm-nopiodelay kvm-mmu kvmclock-v2 kvm-asyncpf kvm-steal-time kvm-pv-eoi kvm-pv-unhalt - "
                + "kvm-pv-tlb-flush - kvm-pv-ipi kvm-poll-control kvm-pv-sched-yield kvm-asyncpf-int "
                + "kvm-msi-ext-dest-id - - - - - - - - kvmclock-stable-bit - - - - - - -"
    };

    private static final int[] LEAF = {1, 1, 7, 7, 7, 0x80000001, 0x80000001, Cpuid.KVM_FEATURES};
    private static final int[] REGISTER = {
        CpuidTable.EDX,
        CpuidTable.ECX,
        CpuidTable.EBX,
        CpuidTable.ECX,
        CpuidTable.EDX,
        CpuidTable.EDX,
        CpuidTable.ECX,
        CpuidTable.EAX
    };
    private static final String[] LABEL = {"EDX", "ECX", "EBX", "ECX", "EDX", "EDX", "ECX", "EAX"};

    private CpuFeatures() {}

    static int leaf(int word) {
        return LEAF[word];
    }

    static int register(int word) {
        return REGISTER[word];
    }

    /** Word and bit of a feature as {@code word * 32 + bit}, or -1 for a name nobody knows. */
    static int find(String name) {
        String wanted = usual(name.replace('_', '-'));
        for (int word = 0; word < WORDS; word++) {
            int bit = position(NAMES[word], wanted);
            if (bit >= 0) {
                return word * 32 + bit;
            }
        }
        return -1;
    }

    /** QEMU's second names for some bits. */
    private static String usual(String name) {
        return switch (name) {
            case "sse3" -> "pni";
            case "pclmuldq" -> "pclmulqdq";
            case "sse4-1" -> "sse4.1";
            case "sse4-2" -> "sse4.2";
            case "xd" -> "nx";
            case "i64" -> "lm";
            case "ffxsr" -> "fxsr-opt";
            default -> name;
        };
    }

    private static int position(String names, String wanted) {
        int start = 0;
        for (int bit = 0; start < names.length(); bit++) {
            int end = names.indexOf(' ', start);
            int stop = end < 0 ? names.length() : end;
            if (stop - start == wanted.length() && names.startsWith(wanted, start) && !"-".equals(wanted)) {
                return bit;
            }
            start = stop + 1;
        }
        return -1;
    }

    /** QEMU's description of a bit for its warning, such as {@code CPUID.01H:ECX.pni [bit 0]}. */
    static String describe(int word, int bit) {
        String leaf = Integer.toHexString(LEAF[word]).toUpperCase(Locale.ROOT);
        return "CPUID." + (leaf.length() < 2 ? "0" : "") + leaf + "H:" + LABEL[word] + "." + nameAt(NAMES[word], bit)
                + " [bit " + bit + "]";
    }

    /** The name of a bit, {@code -} where it has none. */
    static String name(int word, int bit) {
        return nameAt(NAMES[word], bit);
    }

    private static String nameAt(String names, int bit) {
        int start = 0;
        for (int i = 0; i < bit; i++) {
            start = names.indexOf(' ', start) + 1;
        }
        int end = names.indexOf(' ', start);
        return end < 0 ? names.substring(start) : names.substring(start, end);
    }
}
