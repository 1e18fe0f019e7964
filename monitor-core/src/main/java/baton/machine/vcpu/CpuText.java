package baton.machine.vcpu;

import baton.base.Hex;

/** A vCPU's registers in the layout of QEMU's {@code info registers}. */
final class CpuText {
    private static final int PROTECTED = 1 << 7;
    private static final int LONG_MODE = 1 << 14;
    private static final int CODE64 = 1 << 15;
    private static final int HALTED = 3;
    private static final long AVX = 6;
    private static final long AVX512 = 0xe6;
    private static final int TOP_SHIFT = 11;
    private static final String[] SEGMENTS = {"ES", "CS", "SS", "DS", "FS", "GS"};
    private static final String[] NAMES32 = {"AX", "BX", "CX", "DX", "SI", "DI", "BP", "SP"};
    private static final int[] ORDER = {
        CpuState.RAX, CpuState.RBX, CpuState.RCX, CpuState.RDX, CpuState.RSI, CpuState.RDI, CpuState.RBP, CpuState.RSP
    };

    private final CpuState cpu;
    private final boolean wide;
    private final StringBuilder out = new StringBuilder();

    CpuText(CpuState cpu) {
        this.cpu = cpu;
        this.wide = (cpu.hflags & CODE64) != 0;
    }

    String text() {
        general();
        flags();
        for (int i = 0; i < SEGMENTS.length; i++) {
            new SegmentText(out, cpu, wide).line(SEGMENTS[i], cpu.segs[i]);
        }
        new SegmentText(out, cpu, wide).line("LDT", cpu.ldt);
        new SegmentText(out, cpu, wide).line("TR", cpu.tr);
        table("GDT", cpu.gdt);
        table("IDT", cpu.idt);
        control();
        fpu();
        vectors();
        return out.toString();
    }

    private void general() {
        String prefix = wide ? "R" : "E";
        for (int i = 0; i < ORDER.length; i++) {
            put(prefix + NAMES32[i] + "=", cpu.regs[ORDER[i]], wide ? 16 : 8).append((i & 3) == 3 ? "\n" : " ");
        }
        for (int i = 8; wide && i < 16; i++) {
            put("R" + i + (i < 10 ? " =" : "="), cpu.regs[i], 16).append((i & 3) == 3 ? "\n" : " ");
        }
    }

    private void flags() {
        put(wide ? "RIP=" : "EIP=", cpu.eip, wide ? 16 : 8);
        put(wide ? " RFL=" : " EFL=", cpu.eflags, 8).append(" [");
        flag(10, 'D');
        flag(11, 'O');
        flag(7, 'S');
        flag(6, 'Z');
        flag(4, 'A');
        flag(2, 'P');
        flag(0, 'C');
        out.append("] CPL=").append(cpu.hflags & 3);
        out.append(" II=0 A20=1 SMM=0 HLT=")
                .append(cpu.mpState == HALTED ? 1 : 0)
                .append('\n');
    }

    private void flag(int bit, char letter) {
        out.append((cpu.eflags >> bit & 1) != 0 ? letter : '-');
    }

    private void table(String name, Segment table) {
        put(name + "=     ", table.base, wide ? 16 : 8);
        put(" ", table.limit & 0xffffffffL, 8).append('\n');
    }

    private void control() {
        put("CR0=", cpu.cr0, 8);
        put(" CR2=", cpu.cr2, wide ? 16 : 8);
        put(" CR3=", cpu.cr3, wide ? 16 : 8);
        put(" CR4=", cpu.cr4, 8).append('\n');
        for (int i = 0; i < 4; i++) {
            put("DR" + i + "=", cpu.dr[i], 16).append(' ');
        }
        put("\nDR6=", cpu.dr[6], 16);
        put(" DR7=", cpu.dr[7], 16);
        put("\nEFER=", cpu.efer, 16).append('\n');
    }

    private void fpu() {
        FpuState fpu = cpu.fpu;
        put("FCW=", fpu.fpuc, 4);
        put(" FSW=", fpu.fpus, 4);
        out.append(" [ST=").append(fpu.fpus >> TOP_SHIFT & 7);
        put("] FTW=", fpu.fptag, 2);
        put(" MXCSR=", fpu.mxcsr & 0xffffffffL, 8).append('\n');
        for (int i = 0; i < fpu.st.length; i++) {
            put("FPR" + i + "=", fpu.st[i].mantissa, 16);
            put(" ", fpu.st[i].exponent, 4).append((i & 1) == 1 ? "\n" : " ");
        }
    }

    private void vectors() {
        int count = wide ? 16 : 8;
        if ((cpu.xcr0 & AVX512) == AVX512) {
            avx512(count);
        } else if ((cpu.xcr0 & AVX) == AVX) {
            for (int i = 0; i < count; i++) {
                words(name("YMM", i), cpu.fpu.ymmHigh[i].words);
                words(" ", cpu.fpu.xmm[i].words);
                out.append('\n');
            }
        } else {
            for (int i = 0; i < count; i++) {
                words(name("XMM", i), cpu.fpu.xmm[i].words);
                out.append((i & 1) == 1 ? "\n" : " ");
            }
        }
    }

    private void avx512(int count) {
        FpuState fpu = cpu.fpu;
        for (int i = 0; i < fpu.opmask.length; i++) {
            put(name("Opmask", i), fpu.opmask[i], 16).append((i & 3) == 3 ? "\n" : " ");
        }
        for (int i = 0; i < count; i++) {
            words(name("ZMM", i), fpu.zmmHigh[i].words);
            words(" ", fpu.ymmHigh[i].words);
            words(" ", fpu.xmm[i].words);
            out.append('\n');
        }
        for (int i = 0; wide && i < count; i++) {
            words(name("ZMM", i + 16), fpu.zmm16to31[i].words);
            out.append('\n');
        }
    }

    private static String name(String kind, int number) {
        return kind + (number < 10 ? "0" : "") + number + "=";
    }

    /** Most significant first. */
    private void words(String before, long[] words) {
        for (int i = words.length - 1; i >= 0; i--) {
            put(i == words.length - 1 ? before : " ", words[i], 16);
        }
    }

    /** Appends a number of exactly so many digits, what is above them cut off. */
    private StringBuilder put(String before, long value, int digits) {
        long cut = digits == 16 ? value : value & (1L << 4 * digits) - 1;
        return out.append(before).append(Hex.padded(cut, digits));
    }

    /** One line of a segment register: selector, base, limit, flags, and in protected mode what the flags mean. */
    private static final class SegmentText {
        private static final int PRESENT = 1 << 15;
        private static final int NOT_SYSTEM = 1 << 12;
        private static final int CODE = 1 << 11;
        private static final int CONFORMING_OR_DOWN = 1 << 10;
        private static final int READ_OR_WRITE = 1 << 9;
        private static final int ACCESSED = 1 << 8;

        private final StringBuilder out;
        private final CpuState cpu;
        private final boolean wide;

        SegmentText(StringBuilder out, CpuState cpu, boolean wide) {
            this.out = out;
            this.cpu = cpu;
            this.wide = wide;
        }

        void line(String name, Segment segment) {
            out.append(name).append(name.length() < 3 ? " =" : "=").append(Hex.padded(segment.selector, 4));
            out.append(' ').append(Hex.padded(wide ? segment.base : segment.base & 0xffffffffL, wide ? 16 : 8));
            out.append(' ').append(Hex.padded(segment.limit & 0xffffffffL, 8));
            out.append(' ').append(Hex.padded(segment.flags & 0xffffffffL, 8));
            if ((cpu.hflags & PROTECTED) != 0 && (segment.flags & PRESENT) != 0) {
                out.append(" DPL=").append(segment.dpl()).append(' ');
                kind(segment);
            }
            out.append('\n');
        }

        private void kind(Segment segment) {
            int flags = segment.flags;
            if ((flags & NOT_SYSTEM) == 0) {
                out.append(systemType(flags >> 8 & 15, (cpu.hflags & LONG_MODE) != 0));
                return;
            }
            boolean code = (flags & CODE) != 0;
            if (code) {
                out.append(segment.longMode() ? "CS64" : segment.big() ? "CS32" : "CS16");
            } else {
                out.append(segment.big() ? "DS  " : "DS16");
            }
            out.append(" [").append((flags & CONFORMING_OR_DOWN) == 0 ? '-' : code ? 'C' : 'E');
            out.append((flags & READ_OR_WRITE) == 0 ? '-' : code ? 'R' : 'W');
            out.append((flags & ACCESSED) == 0 ? '-' : 'A').append(']');
        }

        /** Names of system descriptors (Intel SDM 3A, table 3-2), as QEMU abbreviates them. */
        private static String systemType(int type, boolean longMode) {
            return switch (type) {
                case 0 -> longMode ? "<hiword>" : "Reserved";
                case 1 -> longMode ? "Reserved" : "TSS16-avl";
                case 2 -> "LDT";
                case 3 -> longMode ? "Reserved" : "TSS16-busy";
                case 4 -> longMode ? "Reserved" : "CallGate16";
                case 5 -> longMode ? "Reserved" : "TaskGate";
                case 6 -> longMode ? "Reserved" : "IntGate16";
                case 7 -> longMode ? "Reserved" : "TrapGate16";
                case 9 -> longMode ? "TSS64-avl" : "TSS32-avl";
                case 11 -> longMode ? "TSS64-busy" : "TSS32-busy";
                case 12 -> longMode ? "CallGate64" : "CallGate32";
                case 14 -> longMode ? "IntGate64" : "IntGate32";
                case 15 -> longMode ? "TrapGate64" : "TrapGate32";
                default -> "Reserved";
            };
        }
    }
}
