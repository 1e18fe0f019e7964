# PVH entry of the virtio guest: 32 bits, flat, paging off.
        .section .note.Xen, "a", @note
        .long 4, 4, 18                  # name size, description size, XEN_ELFNOTE_PHYS32_ENTRY
        .asciz "Xen"
        .long start

        .text
        .code32
        .globl start
start:
        cli
        cld
        mov $0x400000, %esp
        push %ebx                       # what the loader says of itself
        call run
1:      hlt
        jmp 1b
        .section .note.GNU-stack, "", @progbits
