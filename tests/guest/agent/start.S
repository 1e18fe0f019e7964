# PVH entry of the agent's guest: 32 bits, flat, paging off; and how it sleeps and wakes up.
        .set TRAMPOLINE, 0x8000
        .set CODE, 8
        .set DATA, 16

        .section .note.Xen, "a", @note
        .long 4, 4, 18                  # name size, description size, XEN_ELFNOTE_PHYS32_ENTRY
        .asciz "Xen"
        .long start

        .text
        .code32
        .globl start, suspend
start:
        cli
        cld
        mov $0x400000, %esp
        push %ebx                       # start info
        call run
1:      hlt
        jmp 1b

# suspend(port, value, facs): returns when it is awake again. All but memory is lost.
suspend:
        pusha
        mov %esp, saved
        mov $trampoline, %esi
        mov $TRAMPOLINE, %edi
        mov $trampoline_end - trampoline, %ecx
        rep movsb
        mov 36 + 8(%esp), %eax
        movl $TRAMPOLINE, 12(%eax)      # firmware_waking_vector
        mov 36 + 0(%esp), %edx
        mov 36 + 4(%esp), %eax
        out %ax, %dx
1:      hlt
        jmp 1b

awake:
        mov $DATA, %eax
        mov %eax, %ds
        mov %eax, %es
        mov %eax, %ss
        cld
        mov saved, %esp
        popa
        ret

# Entered in real mode at offset 0 of its segment.
        .code16
trampoline:
        cli
        lgdtl %cs:gdt_at - trampoline
        mov %cr0, %eax
        or $1, %al
        mov %eax, %cr0
        ljmpl $CODE, $awake
        .p2align 3
gdt_at: .word gdt_end - gdt - 1
        .long gdt
trampoline_end:

        .data
        .p2align 3
gdt:    .quad 0, 0x00cf9b000000ffff, 0x00cf93000000ffff
gdt_end:
saved:  .long 0
        .section .note.GNU-stack, "", @progbits
