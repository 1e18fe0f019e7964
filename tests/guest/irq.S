# Interrupts: IDT, PIC, PIT (100 Hz, IRQ 0), local APIC timer (50 Hz).
        .include "layout.inc"

        .text
        .globl init_idt, gate, pic_init, pit_init, lapic_enable, lapic_timer
init_idt:
        mov $IDT, %edi
        xor %ecx, %ecx
1:      mov $spurious, %eax
        cmp $32, %ecx
        jae 2f
        lea traps(, %ecx, 8), %eax
2:      call gate
        inc %ecx
        cmp $256, %ecx
        jb 1b
        mov $IDT + 16 * VEC_PIC, %edi
        mov $pit_interrupt, %eax
        call gate
        mov $IDT + 16 * VEC_LAPIC, %edi
        mov $lapic_interrupt, %eax
# Writes an interrupt gate for %eax at %rdi and steps over it.
gate:
        mov %ax, (%rdi)
        movw $CODE64, 2(%rdi)
        movw $0x8e00, 4(%rdi)
        shr $16, %eax
        mov %ax, 6(%rdi)
        movq $0, 8(%rdi)
        add $16, %rdi
        ret

pic_init:
        mov $pic_words, %esi
        mov $pic_words_end, %ecx
1:      movzwl (%rsi), %edx
        mov 2(%rsi), %al
        out %al, %dx
        add $3, %esi
        cmp %ecx, %esi
        jb 1b
        ret

pit_init:
        mov $0x34, %al                  # channel 0, low and high byte, mode 2
        out %al, $0x43
        mov $11932 & 0xff, %al
        out %al, $0x40
        mov $11932 >> 8, %al
        out %al, $0x40
        ret

lapic_enable:
        mov $LAPIC, %eax
        movl $0x100 | VEC_SPURIOUS, 0xf0(%rax)
        cpu_page %rdx
        cmpq $0, CPU_INDEX(%rdx)
        jne 1f
        movl $0x700, 0x350(%rax)        # LINT0: ExtINT, first CPU only
1:      ret

# Periodic, divided by 16 from the 1 GHz that KVM and QEMU give the APIC bus.
lapic_timer:
        mov $LAPIC, %eax
        movl $3, 0x3e0(%rax)
        movl $0x20000 | VEC_LAPIC, 0x320(%rax)
        movl $1250000, 0x380(%rax)
        ret

pit_interrupt:
        push %rax
        incq PIT_TICKS
        mov $0x20, %al
        out %al, $0x20
        pop %rax
        iretq

lapic_interrupt:
        push %rax
        cpu_page %rax
        mov CPU_ENTRY(%rax), %rax
        incq LAPIC_TICKS(%rax)
        mov $LAPIC, %eax
        movl $0, 0xb0(%rax)
        pop %rax
spurious:
        iretq

# An exception is a bug, here or in the monitor: say so and stop.
        .p2align 3
traps:
        .set vector, 0
        .rept 32
        push $vector
        jmp trap
        .p2align 3
        .set vector, vector + 1
        .endr
trap:
        mov $msg_trap, %esi
        call print
        mov (%rsp), %rax
        call print_dec
        mov $msg_at, %esi
        call print
        mov 8(%rsp), %rax
        call print_dec
        mov $'/', %al
        call putc
        mov 16(%rsp), %rax
        call print_dec
        mov $'\n', %al
        call putc
        jmp halt_for_good

        .section .rodata
msg_trap: .asciz "TRAP "
msg_at: .asciz " stack "
        .macro port_value port, value
        .word \port
        .byte \value
        .endm
pic_words:
        port_value 0x20, 0x11
        port_value 0xa0, 0x11
        port_value 0x21, VEC_PIC
        port_value 0xa1, VEC_PIC + 8
        port_value 0x21, 4
        port_value 0xa1, 2
        port_value 0x21, 1
        port_value 0xa1, 1
        port_value 0x21, 0xfe           # IRQ 0 only
        port_value 0xa1, 0xff
pic_words_end:
