# COM1, polled, and the lines printed on it.
        .include "layout.inc"
        .set COM1, 0x3f8

        .text
        .globl serial_init, serial_poll, putc, print, print_dec
        .globl print_hello, print_tick, print_status, print_failure, print_sleep, print_awake
serial_init:
        mov $COM1 + 5, %edx
2:      in %dx, %al                     # entry.S has sent a letter
        test $0x40, %al
        jz 2b
        mov $serial_words, %esi
1:      movzbl (%rsi), %edx
        add $COM1, %edx
        mov 1(%rsi), %al
        out %al, %dx
        add $2, %esi
        cmp $serial_words_end, %esi
        jb 1b
        ret

# A received character in %al; ZF when there is none.
serial_poll:
        mov $COM1 + 5, %edx
        in %dx, %al
        test $1, %al
        jz 9f
        mov $COM1, %edx
        in %dx, %al
        or $1, %edx                     # clears ZF
9:      ret

putc:
        push %rdx
        push %rax
        mov $COM1 + 5, %edx
1:      in %dx, %al
        test $0x20, %al
        jnz 2f
        pause
        jmp 1b
2:      pop %rax
        mov $COM1, %edx
        out %al, %dx
        pop %rdx
        ret

# The text at %rsi, ending in NUL.
print:
        lodsb
        test %al, %al
        jz 9f
        call putc
        jmp print
9:      ret

# %rax in decimal.
print_dec:
        mov $1, %esi
        jmp print_padded
# %rax in decimal, at least eight digits.
print_dec8:
        mov $8, %esi
print_padded:
        xor %ecx, %ecx
        mov $10, %edi
1:      xor %edx, %edx
        div %rdi
        push %rdx
        inc %ecx
        test %rax, %rax
        jnz 1b
        cmp %esi, %ecx
        jb 1b
2:      pop %rax
        add $'0', %al
        call putc
        dec %ecx
        jnz 2b
        ret

        .macro show text, value
        mov $\text, %esi
        call print
        mov \value, %rax
        call print_dec
        .endm

print_hello:
        show msg_hello, ONLINE
        mov $msg_ram, %esi
        call print
        mov RAM_BYTES, %rax
        add $0xfffff, %rax              # the memory map leaves out what lies below 1 MiB
        shr $20, %rax
        call print_dec
        mov $msg_mib, %esi
        jmp print

# Numbered lines: the text at %rsi, then the number. The number counts once the line is out.
begin_line:
        call print
        mov LINES, %rax
        inc %rax
        jmp print_dec8
end_line:
        mov $'\n', %al
        call putc
        incq LINES
        ret

print_tick:
        mov $msg_tick, %esi
        call begin_line
print_counters:
        show msg_pit, PIT_TICKS
        show msg_lapic, CPU_TABLE + LAPIC_TICKS
        show msg_cpus, ONLINE
        show msg_fail, FAILURES
        jmp end_line

print_sleep:
        mov $msg_sleep, %esi
        call begin_line
        jmp end_line
print_awake:
        mov $msg_awake, %esi
        call begin_line
        jmp end_line

print_status:
        mov $msg_status, %esi
        call begin_line
        show msg_loops, CPU_TABLE + ITERATIONS
        show msg_cpu1, CPU_TABLE + 0x20 + ITERATIONS
        show msg_verified, VERIFIED
        show msg_high, VERIFIED_HI
        show msg_dirtied, DIRTIED
        show msg_rtc, RTC_READS
        jmp print_counters

print_failure:
        mov $msg_failure, %esi
        call print
        mov LAST_FAIL, %eax
        mov failures - 4(, %eax, 4), %esi
        call print
        mov $msg_space, %esi
        call begin_line
        jmp end_line

        .section .rodata
serial_words:
        .byte 1, 0x00                   # no interrupts
        .byte 3, 0x80                   # divisor 1: 115200
        .byte 0, 0x01
        .byte 1, 0x00
        .byte 3, 0x03                   # 8n1
        .byte 2, 0xc7                   # FIFOs on and empty
        .byte 4, 0x0b                   # DTR, RTS, OUT2
serial_words_end:
msg_hello:    .asciz "ATON guest: hello cpus="   # after the B of entry.S
msg_ram:      .asciz " ram="
msg_mib:      .asciz "M\n"
msg_tick:     .asciz "tick "
msg_status:   .asciz "status "
msg_sleep:    .asciz "sleep "
msg_awake:    .asciz "awake "
msg_failure:  .asciz "FAIL "
msg_space:    .asciz " "
msg_pit:      .asciz " pit="
msg_lapic:    .asciz " lapic="
msg_cpus:     .asciz " cpus="
msg_fail:     .asciz " fail="
msg_loops:    .asciz " loops="
msg_cpu1:     .asciz " cpu1="
msg_verified: .asciz " verified="
msg_high:     .asciz " high="
msg_dirtied:  .asciz " dirtied="
msg_rtc:      .asciz " rtc="
name_reg:     .asciz "reg"
name_fpu:     .asciz "fpu"
name_msr:     .asciz "msr"
name_debug:   .asciz "debug"
name_mem:     .asciz "mem"
name_tsc:     .asciz "tsc"
name_clock:   .asciz "clock"
name_disk:    .asciz "disk"
        .p2align 2
failures:
        .long name_reg, name_fpu, name_msr, name_debug, name_mem, name_tsc, name_clock, name_disk
