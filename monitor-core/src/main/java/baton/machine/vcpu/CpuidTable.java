package baton.machine.vcpu;

import baton.nat.kvm.KvmSizes;
import baton.nat.libc.NativeBuffer;

/** Reads and writes struct kvm_cpuid2: a count, and entries of function, index, flags, eax, ebx, ecx, edx. */
final class CpuidTable {
    static final int EAX = 12;
    static final int EBX = 16;
    static final int ECX = 20;
    static final int EDX = 24;
    /** KVM_CPUID_FLAG_SIGNIFCANT_INDEX: the entry answers for its sub-leaf only. */
    static final int SIGNIFICANT_INDEX = 1;

    private static final int INDEX = 4;
    private static final int FLAGS = 8;

    private CpuidTable() {}

    static int count(NativeBuffer table) {
        return table.getInt(0);
    }

    private static int at(int entry) {
        return KvmSizes.CPUID2_HEADER + entry * KvmSizes.CPUID_ENTRY;
    }

    static int function(NativeBuffer table, int entry) {
        return table.getInt(at(entry));
    }

    static int index(NativeBuffer table, int entry) {
        return table.getInt(at(entry) + INDEX);
    }

    static int register(NativeBuffer table, int entry, int register) {
        return table.getInt(at(entry) + register);
    }

    static void register(NativeBuffer table, int entry, int register, int value) {
        table.putInt(at(entry) + register, value);
    }

    /** Appends an entry; the buffer must have room. */
    static int append(NativeBuffer table, int function, int index, int flags) {
        int entry = count(table);
        table.putInt(at(entry), function);
        table.putInt(at(entry) + INDEX, index);
        table.putInt(at(entry) + FLAGS, flags);
        table.putInt(0, entry + 1);
        return entry;
    }

    /** The entry for a function and sub-leaf, or -1. */
    static int find(NativeBuffer table, int function, int index) {
        for (int i = 0; i < count(table); i++) {
            boolean anyIndex = (table.getInt(at(i) + FLAGS) & SIGNIFICANT_INDEX) == 0;
            if (function(table, i) == function && (anyIndex || index(table, i) == index)) {
                return i;
            }
        }
        return -1;
    }

    /** A register of a function and sub-leaf, 0 when the table lacks it. */
    static int value(NativeBuffer table, int function, int index, int register) {
        int entry = find(table, function, index);
        return entry < 0 ? 0 : register(table, entry, register);
    }
}
