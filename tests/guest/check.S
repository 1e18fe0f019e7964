# Known values in everything a CPU carries, compared again and again.
        .include "layout.inc"

        .text
        .globl init_cpu_page, load_state, round, fail, clock_enable, check_clock
# Prepares the page of CPU %rdi (its stack is already in use).
init_cpu_page:
        mov %rdi, %rdx
        cpu_page %rdi
        mov %rdi, %rsi
        xor %eax, %eax
        mov $0x480 / 8, %ecx
        rep stosq
        mov %rdx, CPU_INDEX(%rsi)
        mov %edx, %eax
        shl $5, %eax
        add $CPU_TABLE, %eax
        mov %rax, CPU_ENTRY(%rsi)
        movw $0x027f, FX_EXPECTED + 0(%rsi)     # control word: 53 bits, unlike after a reset
        movb $0xff, FX_EXPECTED + 4(%rsi)       # all registers in use
        movl $0x9f80, FX_EXPECTED + 24(%rsi)    # MXCSR: flush to zero, unlike after a reset
        lea FX_EXPECTED + 32(%rsi), %rdi
        movabs $0x8123456789abcd00, %rax
        add %rdx, %rax
        mov $0x3fff, %ecx
1:      mov %rax, (%rdi)                # st(0) to st(7): normal numbers
        mov %cx, 8(%rdi)
        add $16, %rdi
        add $0x100, %rax
        inc %ecx
        cmp $0x4007, %ecx
        jb 1b
        movabs $0xb0a7000000000000, %rax
        add %rdx, %rax
        mov $32, %ecx
2:      stosq                           # xmm0 to xmm15
        add $0x100, %rax
        dec %ecx
        jnz 2b
        lea REGS(%rsi), %rdi
        movabs $0x5ea1ed0000c0ffee, %rax
        add %rdx, %rax
        mov $10, %ecx
3:      stosq
        rol $5, %rax
        dec %ecx
        jnz 3b
        ret

# Loads the known values into the registers of this CPU.
load_state:
        cpu_page %rdi
        mov REGS + 0(%rdi), %rbx
        mov REGS + 8(%rdi), %rbp
        mov REGS + 16(%rdi), %r8
        mov REGS + 24(%rdi), %r9
        mov REGS + 32(%rdi), %r10
        mov REGS + 40(%rdi), %r11
        mov REGS + 48(%rdi), %r12
        mov REGS + 56(%rdi), %r13
        mov REGS + 64(%rdi), %r14
        mov REGS + 72(%rdi), %r15
        fninit
        fxrstor64 FX_EXPECTED(%rdi)
        mov $0x1000, %eax
        mov %rax, %dr0
        mov $0x2000, %eax
        mov %rax, %dr1
        mov $0x3000, %eax
        mov %rax, %dr2
        mov $0x4000, %eax
        mov %rax, %dr3
        mov $msrs, %esi
1:      mov (%rsi), %ecx
        mov 4(%rsi), %eax
        mov 8(%rsi), %edx
        wrmsr
        add $12, %esi
        cmp $msrs_end, %esi
        jb 1b
        ret

# One turn: compares everything and counts.
round:
        cpu_page %rdi
        mov CPU_ENTRY(%rdi), %rsi
        incq ITERATIONS(%rsi)
        cmp REGS + 0(%rdi), %rbx
        jne bad_reg
        cmp REGS + 8(%rdi), %rbp
        jne bad_reg
        cmp REGS + 16(%rdi), %r8
        jne bad_reg
        cmp REGS + 24(%rdi), %r9
        jne bad_reg
        cmp REGS + 32(%rdi), %r10
        jne bad_reg
        cmp REGS + 40(%rdi), %r11
        jne bad_reg
        cmp REGS + 48(%rdi), %r12
        jne bad_reg
        cmp REGS + 56(%rdi), %r13
        jne bad_reg
        cmp REGS + 64(%rdi), %r14
        jne bad_reg
        cmp REGS + 72(%rdi), %r15
        jne bad_reg
check_fpu:
        fxsave64 FX_SAVED(%rdi)
        mov FX_SAVED + 0(%rdi), %ax
        cmp FX_EXPECTED + 0(%rdi), %ax
        jne bad_fpu
        mov FX_SAVED + 24(%rdi), %eax
        cmp FX_EXPECTED + 24(%rdi), %eax
        jne bad_fpu
        mov $32, %ecx
1:      mov FX_SAVED(%rdi, %rcx), %rax
        cmp FX_EXPECTED(%rdi, %rcx), %rax
        jne bad_fpu
        add $8, %ecx
        cmp $160, %ecx
        ja 2f
        mov FX_SAVED(%rdi, %rcx), %ax   # of the upper half of st(n) only 16 bits are defined
        cmp FX_EXPECTED(%rdi, %rcx), %ax
        jne bad_fpu
        add $8, %ecx
2:      cmp $416, %ecx
        jb 1b
check_msrs:
        mov $msrs, %esi
1:      mov (%rsi), %ecx
        rdmsr
        cmp 4(%rsi), %eax
        jne bad_msr
        cmp 8(%rsi), %edx
        jne bad_msr
        add $12, %esi
        cmp $msrs_end, %esi
        jb 1b
check_debug:
        mov %dr0, %rax
        cmp $0x1000, %rax
        jne bad_debug
        mov %dr1, %rax
        cmp $0x2000, %rax
        jne bad_debug
        mov %dr2, %rax
        cmp $0x3000, %rax
        jne bad_debug
        mov %dr3, %rax
        cmp $0x4000, %rax
        jne bad_debug
check_tsc:
        rdtsc
        shl $32, %rdx
        or %rdx, %rax
        mov LAST_TSC(%rdi), %rdx
        mov %rax, LAST_TSC(%rdi)
        cmp %rdx, %rax
        jb bad_tsc
        mov CPU_ENTRY(%rdi), %rsi
        incq CHECKS(%rsi)
        ret

bad_reg:
        mov $FAIL_REG, %eax
        jmp fail
bad_fpu:
        mov $FAIL_FPU, %eax
        jmp fail
bad_msr:
        mov $FAIL_MSR, %eax
        jmp fail
bad_debug:
        mov $FAIL_DEBUG, %eax
        jmp fail
bad_tsc:
        mov $FAIL_TSC, %eax
# Notes failure %eax; the first CPU says so with its next line.
fail:
        mov %rax, LAST_FAIL
        lock incq FAILURES
        ret

# kvmclock, where the hypervisor has it.
clock_enable:
        push %rbx
        mov $0x40000000, %eax
        cpuid
        cmp $0x4b4d564b, %ebx           # "KVMK"
        jne 9f
        mov $0x40000001, %eax
        cpuid
        test $8, %al
        jz 9f
        mov $0x4b564d01, %ecx           # MSR_KVM_SYSTEM_TIME_NEW
        mov $PVCLOCK + 1, %eax
        xor %edx, %edx
        wrmsr
9:      pop %rbx
        ret

# Reads the clock into CLOCK_NS; it must never step back.
check_clock:
        mov $PVCLOCK, %edi
        mov (%rdi), %esi                # version: odd while the host writes, 0 without a clock
        test %esi, %esi
        jz 9f
        test $1, %esi
        jnz check_clock
        rdtsc
        shl $32, %rdx
        or %rdx, %rax
        sub 8(%rdi), %rax               # tsc_timestamp
        movsbl 28(%rdi), %ecx           # tsc_shift
        test %ecx, %ecx
        js 1f
        shl %cl, %rax
        jmp 2f
1:      neg %ecx
        shr %cl, %rax
2:      mov 24(%rdi), %ecx              # tsc_to_system_mul, in units of 2^-32
        mul %rcx
        shrd $32, %rdx, %rax
        add 16(%rdi), %rax              # system_time
        cmp (%rdi), %esi
        jne check_clock
        mov CLOCK_NS, %rdx
        mov %rax, CLOCK_NS
        cmp %rdx, %rax
        jae 9f
        mov $FAIL_CLOCK, %eax
        jmp fail
9:      ret

        .section .rodata
        .p2align 2
        .macro msr number, high, low
        .long \number, \low, \high
        .endm
msrs:
        msr 0xc0000081, 0x00230010, 0x00000000  # STAR
        msr 0xc0000082, 0xffff8123, 0x45670082  # LSTAR
        msr 0xc0000083, 0xffff8123, 0x45670083  # CSTAR
        msr 0xc0000084, 0x00000000, 0x00047700  # FMASK
        msr 0xc0000100, 0x00001234, 0x56780100  # FS base
        msr 0xc0000101, 0x00001234, 0x56780101  # GS base
        msr 0xc0000102, 0xffff8123, 0x45670102  # kernel GS base
        msr 0x00000174, 0x00000000, 0x00000010  # SYSENTER_CS
        msr 0x00000175, 0xffff8123, 0x45670175  # SYSENTER_ESP
        msr 0x00000176, 0xffff8123, 0x45670176  # SYSENTER_EIP
msrs_end:
