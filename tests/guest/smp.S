# The other CPUs: found in the MP table, started with INIT and SIPI.
        .include "layout.inc"

        .text
        .globl find_cpus, start_aps, ap_start64
# Fills the APIC ids of CPU_TABLE and CPUS_FOUND. Without an MP table: SMP_LIMIT CPUs when smp=N was given, else one.
find_cpus:
        mov LAPIC + 0x20, %eax
        shr $24, %eax
        mov %rax, CPU_TABLE + APIC_ID
        movq $1, CPUS_FOUND
        mov $0x9fc00, %esi
        mov $0xa0000, %edi
        call find_mp
        je 1f
        mov $0xf0000, %esi
        mov $0x100000, %edi
        call find_mp
        je 1f
        cmpq $MAX_CPUS, SMP_LIMIT
        je 9f
        mov $1, %eax
2:      cmp SMP_LIMIT, %rax
        jae 9f
        call add_cpu
        inc %eax
        jmp 2b
1:      mov 4(%rsi), %esi               # the configuration table
        test %esi, %esi
        jz 9f
        movzwl 4(%rsi), %ecx            # its length; some firmware leaves the number of entries 0
        add %esi, %ecx
        add $44, %esi
3:      cmp %ecx, %esi
        jae 9f
        cmpb $0, (%rsi)
        jne 4f
        testb $1, 3(%rsi)               # enabled
        jz 5f
        movzbl 1(%rsi), %eax
        cmp CPU_TABLE + APIC_ID, %rax
        je 5f
        call add_cpu
5:      add $20, %esi
        jmp 3b
4:      add $8, %esi
        jmp 3b
9:      ret

# Remembers the CPU with APIC id %eax, unless the limit is reached. Keeps all but %rdx.
add_cpu:
        mov CPUS_FOUND, %rdx
        cmp SMP_LIMIT, %rdx
        jae 9f
        shl $5, %edx
        mov %rax, CPU_TABLE + APIC_ID(%rdx)
        incq CPUS_FOUND
9:      ret

# Looks for "_MP_" in [%rsi, %rdi) on 16-byte borders; ZF and %rsi when found.
find_mp:
        cmpl $0x5f504d5f, (%rsi)
        je 9f
        add $16, %esi
        cmp %edi, %esi
        jb find_mp
        or $1, %edi                     # clears ZF
9:      ret

start_aps:
        mov $trampoline, %esi
        mov $TRAMPOLINE, %edi
        mov $trampoline_end, %ecx
        sub %esi, %ecx
        rep movsb
1:      mov ONLINE, %rax
        cmp CPUS_FOUND, %rax
        jae 9f
        mov %rax, AP_SLOT
        mov %eax, %edx
        shl $5, %edx
        mov CPU_TABLE + APIC_ID(%rdx), %ecx
        shl $24, %ecx
        mov $LAPIC, %edi
        mov %ecx, 0x310(%rdi)
        movl $0x4500, 0x300(%rdi)       # INIT
        mov %ecx, 0x310(%rdi)
        movl $0x4600 | TRAMPOLINE >> 12, 0x300(%rdi)
        mov $4000000, %ecx              # some seconds emulated, a fraction of one natively
2:      pause
        cmp %rax, ONLINE
        ja 1b
        dec %ecx
        jnz 2b
9:      ret                             # a CPU that does not come is left out, with those behind it

ap_start64:
        mov AP_SLOT, %rdi
        lea 1(%rdi), %esp
        shl $12, %esp
        add $CPU_PAGES, %esp
        call init_cpu_page
        lidt idtr_ap
        call lapic_enable
        call load_state
        lock incq ONLINE
        cmpl $MODE_EXITS, MODE
        jae halt_for_good
        call lapic_timer
        sti
ap_loop:
        cmpq $0, STOPPING
        jne park
        cmpl $MODE_IDLE, MODE
        je 1f
        call round
        cmpl $MODE_BUSY, MODE
        je ap_loop
1:      hlt
        jmp ap_loop

park:
        lock incq PARKED
        jmp halt_for_good

        .section .rodata
        .p2align 3
idtr_ap:
        .word 4095
        .quad IDT
