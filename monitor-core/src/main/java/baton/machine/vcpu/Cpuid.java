package baton.machine.vcpu;

import baton.base.Closer;
import baton.base.Reporter;
import baton.nat.kvm.Kvm;
import baton.nat.kvm.KvmCap;
import baton.nat.kvm.KvmSizes;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.NativeBuffer;
import java.util.Map;

/**
 * What CPUID tells the guest: a model's features, limited to what this host's KVM gives, with the machine's topology.
 * {@code qemu64} is QEMU's (docs/wire/stream.md, 4.7); {@code host} and {@code max} pass the host through.
 */
public final class Cpuid implements Closer.Resource {
    static final int KVM_FEATURES = 0x40000001;

    private static final int KVM_SIGNATURE = 0x40000000;
    private static final int MAX_ENTRIES = 256;
    private static final int HYPERVISOR = 1 << 31;
    private static final int X2APIC = 1 << 21;
    private static final int TSC_DEADLINE = 1 << 24;
    private static final int HTT = 1 << 28;
    private static final int CMP_LEGACY = 1 << 1;
    private static final int XSAVE = 1 << 26;
    private static final int ARCH_CAPABILITIES = 1 << 29;
    /** x87 machine-check support in leaf 1 EDX: MCE and MCA. */
    private static final int MCE_MCA = 1 << 7 | 1 << 14;
    /** kvmclock, no I/O delay, kvmclock 2, async page faults, steal time, PV EOI, stable clock: QEMU's default. */
    private static final int KVM_DEFAULT = 0x0100007b;

    private static final long MCG_TEN_BANKS_CTL_SER = 0x100010aL;
    private static final long MCG_OPTIONAL = 0x1000100L;

    private final NativeBuffer supported;
    private final NativeBuffer table = NativeBuffer.allocate(tableBytes());
    private final CpuConfig config;
    private final XsaveLayout xsave;
    private final long machineCheck;
    /** What was asked for and KVM does not have, a word each. */
    private final int[] missing = new int[CpuFeatures.WORDS];

    private Cpuid(Kvm kvm, CpuConfig config) throws ErrnoException {
        this.config = config;
        this.supported = kvm.supportedCpuid();
        this.xsave = new XsaveLayout(supported, Math.max(KvmSizes.XSAVE, kvm.extension(KvmCap.XSAVE2)));
        this.machineCheck = MCG_TEN_BANKS_CTL_SER & (kvm.mceCapabilities() | ~MCG_OPTIONAL);
    }

    private static int tableBytes() {
        return KvmSizes.CPUID2_HEADER + MAX_ENTRIES * KvmSizes.CPUID_ENTRY;
    }

    /**
     * Builds the CPUID of every vCPU.
     *
     * @throws CpuRefused no such model or feature
     */
    public static Cpuid build(Kvm kvm, CpuConfig config, Reporter reporter) throws ErrnoException, CpuRefused {
        Cpuid cpuid = new Cpuid(kvm, config);
        switch (config.model()) {
            case "qemu64" -> cpuid.qemu64();
            case "host", "max" -> cpuid.host();
            default -> throw new CpuRefused("unable to find CPU model '" + config.model() + "'");
        }
        cpuid.applyFeatures(reporter);
        cpuid.topology();
        return cpuid;
    }

    // ---- models

    private void qemu64() {
        signature("KVMKVMKVM\0\0\0", add(KVM_SIGNATURE, 0, KVM_FEATURES, 0, 0, 0));
        add(KVM_FEATURES, 0, KVM_DEFAULT, 0, 0, 0);
        int vendor = add(0, 0, 0xd, 0, 0, 0);
        copyRegisters(vendor, 0, CpuidTable.EBX, CpuidTable.ECX, CpuidTable.EDX);
        add(1, 0, 0x60fb1, 0x800, 0x2001 | X2APIC | HYPERVISOR, 0x078bfbfd);
        add(2, 0, 0, 0, 0, 0);
        addIndexed(4, 0, 0, 0, 0, 0);
        add(5, 0, 0, 0, 3, 0);
        addIndexed(7, 0, 0, 0, 0, 0);
        int extended = add(0x80000000, 0, 0x8000000a, 0, 0, 0);
        copyRegisters(extended, 0, CpuidTable.EBX, CpuidTable.ECX, CpuidTable.EDX);
        // The low bits repeat leaf 1 EDX on AMD; Intel keeps them 0.
        add(0x80000001, 0, 0x60fb1, 0, 1, amd() ? 0x2193fbfd : 0x20100800);
        brand("QEMU Virtual CPU version 2.5+");
        add(0x80000005, 0, 0x01ff01ff, 0x01ff01ff, 0x40020140, 0x40020140);
        add(0x80000006, 0, 0, 0x42004200, 0x02008140, 0x00808140);
        add(0x80000008, 0, 0x3000 | physicalBits(), 0, 0, 0);
    }

    private boolean amd() {
        return CpuidTable.value(supported, 0, 0, CpuidTable.EBX) == 0x68747541;
    }

    private void host() {
        for (int i = 0; i < CpuidTable.count(supported) && i < MAX_ENTRIES - 8; i++) {
            int function = CpuidTable.function(supported, i);
            if (function == 0xb || function == 0x1f || function == KVM_SIGNATURE || function == KVM_FEATURES) {
                continue;
            }
            int entry = CpuidTable.append(table, function, CpuidTable.index(supported, i), flags(i));
            for (int r = CpuidTable.EAX; r <= CpuidTable.EDX; r += 4) {
                CpuidTable.register(table, entry, r, CpuidTable.register(supported, i, r));
            }
        }
        signature("KVMKVMKVM\0\0\0", add(KVM_SIGNATURE, 0, KVM_FEATURES, 0, 0, 0));
        add(KVM_FEATURES, 0, KVM_DEFAULT & CpuidTable.value(supported, KVM_FEATURES, 0, CpuidTable.EAX), 0, 0, 0);
        or(CpuFeatures.LEAF1_ECX, HYPERVISOR | X2APIC | TSC_DEADLINE & supportedWord(CpuFeatures.LEAF1_ECX));
        // MSR_ARCH_CAPABILITIES is not in the stream, so a guest must not come to rely on it.
        clear(CpuFeatures.LEAF7_EDX, ARCH_CAPABILITIES);
    }

    private int flags(int supportedEntry) {
        return supported.getInt(KvmSizes.CPUID2_HEADER + supportedEntry * KvmSizes.CPUID_ENTRY + 8);
    }

    private int add(int function, int index, int eax, int ebx, int ecx, int edx) {
        return fill(CpuidTable.append(table, function, index, 0), eax, ebx, ecx, edx);
    }

    private int addIndexed(int function, int index, int eax, int ebx, int ecx, int edx) {
        return fill(CpuidTable.append(table, function, index, CpuidTable.SIGNIFICANT_INDEX), eax, ebx, ecx, edx);
    }

    private int fill(int entry, int eax, int ebx, int ecx, int edx) {
        CpuidTable.register(table, entry, CpuidTable.EAX, eax);
        CpuidTable.register(table, entry, CpuidTable.EBX, ebx);
        CpuidTable.register(table, entry, CpuidTable.ECX, ecx);
        CpuidTable.register(table, entry, CpuidTable.EDX, edx);
        return entry;
    }

    private void copyRegisters(int entry, int supportedFunction, int... registers) {
        for (int register : registers) {
            CpuidTable.register(table, entry, register, CpuidTable.value(supported, supportedFunction, 0, register));
        }
    }

    private void signature(String twelve, int entry) {
        CpuidTable.register(table, entry, CpuidTable.EBX, word(twelve, 0));
        CpuidTable.register(table, entry, CpuidTable.ECX, word(twelve, 4));
        CpuidTable.register(table, entry, CpuidTable.EDX, word(twelve, 8));
    }

    private void brand(String name) {
        for (int i = 0; i < 3; i++) {
            add(
                    0x80000002 + i,
                    0,
                    word(name, 16 * i),
                    word(name, 16 * i + 4),
                    word(name, 16 * i + 8),
                    word(name, 16 * i + 12));
        }
    }

    private static int word(String text, int at) {
        int value = 0;
        for (int i = 0; i < 4 && at + i < text.length(); i++) {
            value |= text.charAt(at + i) << 8 * i;
        }
        return value;
    }

    // ---- features

    private void applyFeatures(Reporter reporter) throws CpuRefused {
        for (Map.Entry<String, Boolean> feature : config.features().entrySet()) {
            int at = CpuFeatures.find(feature.getKey());
            if (at < 0 && feature.getValue() && !harmless(feature.getKey())) {
                throw new CpuRefused("-cpu: " + feature.getKey() + "=on: not supported by Baton: leave it out, or off");
            } else if (at >= 0 && feature.getValue()) {
                or(at / 32, 1 << at % 32);
            } else if (at >= 0) {
                clear(at / 32, 1 << at % 32);
            }
        }
        for (int word = 0; word < CpuFeatures.WORDS; word++) {
            limit(word, reporter);
        }
        if ((word(CpuFeatures.LEAF1_ECX) & XSAVE) != 0 && CpuidTable.find(table, 0xd, 0) < 0) {
            copyXsaveLeaves();
        }
    }

    /** Switches of QEMU's that say nothing about CPUID, and are on here anyway. */
    private static boolean harmless(String name) {
        return switch (name) {
            case "migratable", "check", "host-phys-bits", "kvm", "l3-cache", "legacy-cache", "cpuid-0xb" -> true;
            default -> false;
        };
    }

    /** Takes away what KVM cannot give, and says so, as QEMU does. */
    private void limit(int word, Reporter reporter) {
        int wanted = word(word);
        int given = wanted & (supportedWord(word) | synthetic(word));
        for (int missing = wanted & ~given; missing != 0; missing &= missing - 1) {
            reporter.warn("host doesn't support requested feature: "
                    + CpuFeatures.describe(word, Integer.numberOfTrailingZeros(missing)));
        }
        missing[word] = wanted & ~given;
        clear(word, missing[word]);
    }

    /** Bits KVM leaves to us: it sets them when asked although it does not list them. */
    private static int synthetic(int word) {
        return word == CpuFeatures.LEAF1_ECX ? HYPERVISOR | X2APIC : word == CpuFeatures.LEAF1_EDX ? HTT : 0;
    }

    private int supportedWord(int word) {
        return CpuidTable.value(supported, CpuFeatures.leaf(word), 0, CpuFeatures.register(word));
    }

    private int word(int word) {
        return CpuidTable.value(table, CpuFeatures.leaf(word), 0, CpuFeatures.register(word));
    }

    private void or(int word, int bits) {
        set(word, word(word) | bits);
    }

    private void clear(int word, int bits) {
        set(word, word(word) & ~bits);
    }

    private void set(int word, int value) {
        int entry = CpuidTable.find(table, CpuFeatures.leaf(word), 0);
        if (entry >= 0) {
            CpuidTable.register(table, entry, CpuFeatures.register(word), value);
        }
    }

    private void copyXsaveLeaves() {
        for (int i = 0; i < CpuidTable.count(supported); i++) {
            if (CpuidTable.function(supported, i) == 0xd) {
                addIndexed(
                        0xd,
                        CpuidTable.index(supported, i),
                        CpuidTable.register(supported, i, CpuidTable.EAX),
                        CpuidTable.register(supported, i, CpuidTable.EBX),
                        CpuidTable.register(supported, i, CpuidTable.ECX),
                        CpuidTable.register(supported, i, CpuidTable.EDX));
            }
        }
    }

    // ---- topology

    private void topology() {
        int threads = config.threadsPerPackage();
        addIndexed(0xb, 0, bits(config.threadsPerCore()), config.threadsPerCore(), 0x100, 0);
        addIndexed(0xb, 1, bits(threads), threads, 0x201, 0);
        addIndexed(0xb, 2, 0, 0, 2, 0);
        int package1 = CpuidTable.find(table, 1, 0);
        int ebx = CpuidTable.register(table, package1, CpuidTable.EBX) & 0xff00;
        CpuidTable.register(table, package1, CpuidTable.EBX, ebx | (threads > 1 ? threads << 16 : 0));
        if (threads > 1) {
            or(CpuFeatures.LEAF1_EDX, HTT);
            or(CpuFeatures.EXTENDED_ECX, amd() ? CMP_LEGACY : 0);
        } else {
            clear(CpuFeatures.LEAF1_EDX, HTT);
        }
        int sizes = CpuidTable.find(table, 0x80000008, 0);
        CpuidTable.register(table, sizes, CpuidTable.ECX, threads > 1 ? bits(threads) << 12 | threads - 1 : 0);
    }

    private static int bits(int count) {
        return 32 - Integer.numberOfLeadingZeros(count - 1);
    }

    /** struct kvm_cpuid2 for the vCPU with this APIC id; valid until the next call. */
    NativeBuffer forApicId(int id) {
        int package1 = CpuidTable.find(table, 1, 0);
        int ebx = CpuidTable.register(table, package1, CpuidTable.EBX) & 0xffffff;
        CpuidTable.register(table, package1, CpuidTable.EBX, ebx | id << 24);
        for (int i = 0; i < CpuidTable.count(table); i++) {
            if (CpuidTable.function(table, i) == 0xb) {
                CpuidTable.register(table, i, CpuidTable.EDX, id);
            } else if (CpuidTable.function(table, i) == 0x8000001e) {
                CpuidTable.register(table, i, CpuidTable.EAX, id);
            }
        }
        return table;
    }

    /** Physical address bits of the guest: the host's, as microvm forces. */
    public int physicalBits() {
        int reported = CpuidTable.value(supported, 0x80000008, 0, CpuidTable.EAX) & 0xff;
        return reported == 0 ? 36 : reported;
    }

    /** Family, model and stepping, which is also EDX after reset; features, EDX of leaf 1, in the higher half. */
    public long identification() {
        return CpuidTable.value(table, 1, 0, CpuidTable.EAX) & 0xffffffffL
                | (long) CpuidTable.value(table, 1, 0, CpuidTable.EDX) << 32;
    }

    /** The model's name as it was asked for. */
    String model() {
        return config.model();
    }

    /** One of the words of {@link CpuFeatures} as the guest sees it. */
    int features(int word) {
        return word(word);
    }

    /** Those of a word that were asked for in vain. */
    int missing(int word) {
        return missing[word];
    }

    /** The twelve letters of leaf 0. */
    String vendor() {
        return letters(0, CpuidTable.EBX) + letters(0, CpuidTable.EDX) + letters(0, CpuidTable.ECX);
    }

    /** The name in words; empty for none. */
    String brand() {
        StringBuilder text = new StringBuilder();
        for (int leaf = 0x80000002; leaf <= 0x80000004; leaf++) {
            for (int register = CpuidTable.EAX; register <= CpuidTable.EDX; register += Integer.BYTES) {
                text.append(letters(leaf, register));
            }
        }
        return text.toString().trim();
    }

    private String letters(int leaf, int register) {
        int four = CpuidTable.value(table, leaf, 0, register);
        StringBuilder text = new StringBuilder();
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            int letter = four >>> shift & 0xff;
            if (letter != 0) {
                text.append((char) letter);
            }
        }
        return text.toString();
    }

    XsaveLayout xsave() {
        return xsave;
    }

    /** IA32_MCG_CAP to set up: ten banks with control and software-recovery bits as KVM has them; 0 without MCA. */
    long machineCheck() {
        return (word(CpuFeatures.LEAF1_EDX) & MCE_MCA) == MCE_MCA ? machineCheck : 0;
    }

    @Override
    public void close() {
        supported.close();
        table.close();
    }
}
