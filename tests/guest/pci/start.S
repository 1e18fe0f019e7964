# PVH entry of the PCI guest: 32 bits, flat, paging off, a table of interrupts of which one vector is used.
        .section .note.Xen, "a", @note
        .long 4, 4, 18                  # name size, description size, XEN_ELFNOTE_PHYS32_ENTRY
        .asciz "Xen"
        .long start

        .text
        .code32
        .globl start, interrupt
start:
        cli
        cld
        mov $0x400000, %esp
        lgdt gdt_at
        ljmp $8, $1f
1:      mov $16, %eax
        mov %eax, %ds
        mov %eax, %es
        mov %eax, %ss
        mov $interrupt, %eax
        mov %ax, idt + 0x41 * 8
        movw $8, idt + 0x41 * 8 + 2
        movw $0x8e00, idt + 0x41 * 8 + 4
        shr $16, %eax
        mov %ax, idt + 0x41 * 8 + 6
        lidt idt_at
        push %ebx                       # start info
        call run
2:      hlt
        jmp 2b

# A message has come: counted, acknowledged. Returns without iret, which KVM's emulator may lack in 32 bits.
interrupt:
        lock incl 0x200018
        movl $0, 0xfee000b0
        pushl 8(%esp)
        popfl
        lret $4

        .data
        .align 8
gdt:    .quad 0, 0x00cf9b000000ffff, 0x00cf93000000ffff
gdt_at: .word 23
        .long gdt
idt_at: .word 0x42 * 8 - 1
        .long idt
        .bss
        .align 8
idt:    .skip 0x42 * 8
        .section .note.GNU-stack, "", @progbits
