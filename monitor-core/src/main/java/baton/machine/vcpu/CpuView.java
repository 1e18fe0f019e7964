package baton.machine.vcpu;

import java.util.List;

/** One vCPU's registers at one moment, for people. Any thread; never changes. */
public final class CpuView {
    private static final String SEGMENTS = "escsssdsfsgs";

    /** Most of what {@link #register} knows, one name a register. */
    private static final List<String> NAMES = List.of(
            "pc", "rip", "rflags", "rax", "rbx", "rcx", "rdx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11",
            "r12", "r13", "r14", "r15", "es", "cs", "ss", "ds", "fs", "gs", "fs.base", "gs.base", "cr0", "cr2", "cr3",
            "cr4");

    private final CpuState cpu;

    CpuView(CpuState cpu) {
        this.cpu = cpu;
    }

    /** Names of registers, for completion. */
    public static List<String> names() {
        return NAMES;
    }

    /** The lines of {@code info registers}, each ended by a newline. */
    public String text() {
        return new CpuText(cpu).text();
    }

    /**
     * The register QEMU's monitor knows by that name ({@code eax}, {@code r8}, {@code pc}, {@code cs.base}), or with 64-bit
     * names such as {@code rip}; whole 64 bits either way. Null for any other name.
     */
    public Long register(String name) {
        return switch (name) {
            case "pc" -> cpu.eip + cpu.segs[CpuState.CS].base;
            case "eip", "rip" -> cpu.eip;
            case "eflags", "rflags" -> cpu.eflags;
            case "eax", "rax" -> cpu.regs[CpuState.RAX];
            case "ebx", "rbx" -> cpu.regs[CpuState.RBX];
            case "ecx", "rcx" -> cpu.regs[CpuState.RCX];
            case "edx", "rdx" -> cpu.regs[CpuState.RDX];
            case "esp", "rsp", "sp" -> cpu.regs[CpuState.RSP];
            case "ebp", "rbp", "fp" -> cpu.regs[CpuState.RBP];
            case "esi", "rsi" -> cpu.regs[CpuState.RSI];
            case "edi", "rdi" -> cpu.regs[CpuState.RDI];
            case "r8" -> cpu.regs[8];
            case "r9" -> cpu.regs[9];
            case "r10" -> cpu.regs[10];
            case "r11" -> cpu.regs[11];
            case "r12" -> cpu.regs[12];
            case "r13" -> cpu.regs[13];
            case "r14" -> cpu.regs[14];
            case "r15" -> cpu.regs[15];
            case "cr0" -> cpu.cr0;
            case "cr2" -> cpu.cr2;
            case "cr3" -> cpu.cr3;
            case "cr4" -> cpu.cr4;
            default -> segment(name);
        };
    }

    /** How it translates addresses now; null when it does not. */
    public Paging paging() {
        return Paging.of(cpu.cr0, cpu.cr3, cpu.cr4, cpu.efer);
    }

    private Long segment(String name) {
        int at = name.length() < 2 ? -1 : SEGMENTS.indexOf(name.substring(0, 2));
        if (at < 0 || at % 2 != 0) {
            return null;
        }
        Segment found = cpu.segs[at / 2];
        return switch (name.substring(2)) {
            case "" -> (long) found.selector;
            case ".base" -> found.base;
            case ".limit" -> (long) found.limit;
            default -> null;
        };
    }
}
