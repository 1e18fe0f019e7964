# PVH entry (32-bit, flat, paging off, %ebx = hvm_start_info) up to 64-bit code, for the first CPU and the others.
        .include "layout.inc"

        .section .note.Xen, "a", @note
        .long 4, 4, 18                  # name size, description size, XEN_ELFNOTE_PHYS32_ENTRY
        .asciz "Xen"
        .long pvh_start

        .section .head, "ax"
        .code32
        .globl pvh_start
pvh_start:
        mov $0x3f8, %edx                # the first letter of "BATON guest": whoever measures sees the guest start
        mov $'B', %al
        out %al, %dx
        cli
        cld
        lgdt gdtr
        ljmp $CODE32, $1f
1:      mov $DATA, %eax
        mov %eax, %ds
        mov %eax, %es
        mov %eax, %ss
        # Nothing here relies on RAM being zero: after a reset it is not.
        xor %eax, %eax
        mov $HDR, %edi
        mov $3 * 4096 / 4, %ecx
        rep stosl
        mov %ebx, START_INFO
        mov $PML4, %edi
        mov $2 * 4096 / 4, %ecx
        rep stosl
        # Identity map of the first and the fourth GiB (local APIC) with 2 MiB pages; memory.S adds the rest.
        movl $PDPT + 3, PML4
        movl $PD + 3, PDPT
        movl $PD + 0x3003, PDPT + 24
        mov $PD, %edi
        mov $0x83, %eax                 # present, writable, 2 MiB
2:      mov %eax, (%edi)
        movl $0, 4(%edi)
        mov %eax, 0x3000(%edi)
        orl $0xc0000000, 0x3000(%edi)
        movl $0, 0x3004(%edi)
        add $8, %edi
        add $0x200000, %eax
        cmp $1 << 30, %eax
        jb 2b
        mov $start64, %ecx
        jmp enter_long

# An application processor comes here from the trampoline.
ap_start32:
        mov $DATA, %eax
        mov %eax, %ds
        mov %eax, %es
        mov %eax, %ss
        mov $ap_start64, %ecx
        cmpl $0, WAKING
        je enter_long
        mov $wake64, %ecx               # no AP: the first CPU, back from a sleep
# Switches to long mode with the common page tables and jumps to %ecx.
enter_long:
        mov $0x620, %eax                # PAE, OSFXSR, OSXMMEXCPT
        mov %eax, %cr4
        mov $PML4, %eax
        mov %eax, %cr3
        mov %ecx, %esi
        mov $0xc0000080, %ecx           # EFER
        rdmsr
        or $0x100, %eax                 # LME
        wrmsr
        mov $0x80000033, %eax           # PG, NE, ET, MP, PE; caches on
        mov %eax, %cr0
        ljmp $CODE64, $1f
        .code64
1:      mov $DATA, %eax
        mov %eax, %ds
        mov %eax, %es
        mov %eax, %ss
        xor %eax, %eax
        mov %eax, %fs
        mov %eax, %gs
        mov %esi, %esi
        jmp *%rsi

# Copied to TRAMPOLINE; entered in real mode at offset 0 of its segment.
        .code16
        .globl trampoline, trampoline_end
trampoline:
        cli
        cld
        lgdtl %cs:gdtr_copy - trampoline
        mov %cr0, %eax
        or $1, %al
        mov %eax, %cr0
        ljmpl $CODE32, $ap_start32
        .p2align 3
gdtr_copy:
        .word gdt_end - gdt - 1
        .long gdt
trampoline_end:

        .code64
        .p2align 3
gdt:    .quad 0
        .quad 0x00af9b000000ffff        # 64-bit code
        .quad 0x00cf93000000ffff        # data
        .quad 0x00cf9b000000ffff        # 32-bit code
gdt_end:
gdtr:   .word gdt_end - gdt - 1
        .long gdt
