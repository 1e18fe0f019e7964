# ACPI: the power button, sleep (S3) and waking up, power off (S5). Registers are found by the tables, values are those
# of QEMU's machines with ICH9.
        .include "layout.inc"
        .set COM1, 0x3f8
        .set BUTTON, 0x0100             # in the status and enable registers
        .set WAKE, 0x8000
        .set SLEEP_S3, 0x2400           # SLP_EN, SLP_TYP 1
        .set SLEEP_S5, 0x2000           # SLP_EN, SLP_TYP 0
        .set SCI, 9

        .text
        .globl find_acpi, power_init, power_tick, go_to_sleep, wake64
# From the root pointer in the start info to the FADT.
find_acpi:
        mov START_INFO, %rsi
        cmpl $0x336ec578, (%rsi)
        jne 9f
        mov 32(%rsi), %rsi
        test %rsi, %rsi
        jz 9f
        mov 16(%rsi), %esi              # RSDT
        mov 4(%rsi), %ecx
        add %esi, %ecx
        add $36, %esi
1:      cmp %ecx, %esi
        jae 9f
        mov (%rsi), %eax
        add $4, %esi
        cmpl $0x50434146, (%rax)        # "FACP"
        jne 1b
        mov %rax, FADT
        mov 56(%rax), %edx
        mov %rdx, PM_EVENTS
        mov 64(%rax), %edx
        mov %rdx, PM_CONTROL
9:      ret

# Has power events come as an interrupt: ACPI on, the button enabled, PIC IRQ 9 level triggered and unmasked.
power_init:
        mov FADT, %rsi
        test %rsi, %rsi
        jz 9f
        mov PM_CONTROL, %edx
        in %dx, %ax
        test $1, %al                    # SCI_EN
        jnz 1f
        mov 48(%rsi), %edx              # SMI_CMD
        mov 52(%rsi), %al               # ACPI_ENABLE
        out %al, %dx
1:      mov $IDT + 16 * (VEC_PIC + SCI), %edi
        mov $sci_interrupt, %eax
        call gate
        mov PM_EVENTS, %edx
        mov $BUTTON | WAKE, %eax
        out %ax, %dx                    # forget what was
        add $2, %edx
        mov $BUTTON, %eax
        out %ax, %dx
        mov $1 << (SCI - 8), %al
        mov $0x4d1, %edx
        out %al, %dx
        mov $0xfa, %al                  # IRQ 0 and the second PIC
        out %al, $0x21
        mov $0xff & ~(1 << (SCI - 8)), %al
        out %al, $0xa1
9:      ret

sci_interrupt:
        push %rax
        push %rdx
        mov PM_EVENTS, %edx
        in %dx, %ax
        test $BUTTON, %eax
        jz 1f
        incq BUTTONS
        mov $BUTTON, %eax
        out %ax, %dx
1:      mov $0x20, %al
        out %al, $0xa0
        out %al, $0x20
        pop %rdx
        pop %rax
        iretq

# With each PIT tick.
power_tick:
        mov BUTTONS, %rax
        cmp SEEN_BUTTONS, %rax
        je 1f
        mov %rax, SEEN_BUTTONS
        cmpq $0, NAP
        jne go_to_sleep
        call quiet
        mov PM_CONTROL, %edx
        mov $SLEEP_S5 | 1, %eax
        out %ax, %dx
        jmp halt_for_good
1:      mov SLEEP_AT, %rax
        test %rax, %rax
        jz 9f
        cmp %rax, PIT_TICKS
        jb 9f
        movq $0, SLEEP_AT
        jmp go_to_sleep
9:      ret

# The other CPUs stand still, and the last character is out.
quiet:
        cli
        movq $0, PARKED
        movq $1, STOPPING
1:      pause
        mov PARKED, %rax
        inc %rax
        cmp ONLINE, %rax
        jb 1b
        mov $COM1 + 5, %edx
2:      in %dx, %al
        test $0x40, %al
        jz 2b
        ret

# Suspends to RAM. All that is not memory is lost, the stack is not returned to.
go_to_sleep:
        mov FADT, %rsi
        test %rsi, %rsi
        jz 9f
        call print_sleep
        call quiet
        incq SLEEPS
        movq $1, WAKING
        mov FADT, %rsi
        mov 36(%rsi), %esi              # FACS
        movl $TRAMPOLINE, 12(%rsi)
        mov PM_CONTROL, %edx
        mov $SLEEP_S3 | 1, %eax
        out %ax, %dx
        jmp halt_for_good
9:      ret

# The first CPU, awake again, all its registers as after a reset.
wake64:
        mov $CPU_PAGES + 4096, %esp
        xor %edi, %edi
        call init_cpu_page
        movq $0, WAKING
        movq $0, STOPPING
        movq $1, ONLINE
        call serial_init
        lidt idtr
        call lapic_enable
        call start_aps
        call load_state
        mov PM_EVENTS, %edx
        in %dx, %ax
        movzwl %ax, %eax
        mov %rax, WAKE_STATUS
        incq WAKES
        call print_awake
        jmp run_clocks
