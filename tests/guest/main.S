# What the guest does once it runs 64-bit code.
# Convention of all sources: subroutines may change rax, rcx, rdx, rsi and rdi only. The other registers hold the
# patterns of check.S for ever.
        .include "layout.inc"

        .text
        .globl start64
start64:
        mov $CPU_PAGES + 4096, %esp
        xor %edi, %edi
        call init_cpu_page
        movl $1, VERSION
        movq $1, ONLINE
        movq $MAX_CPUS, SMP_LIMIT
        call serial_init
        call parse_start_info
        call find_cpus
        call init_idt
        lidt idtr
        call lapic_enable
        call map_ram
        call find_acpi
        call disk_init
        call fill_patterns
        call start_aps
        call load_state
        movabs $0x5453474e4f544142, %rax        # "BATONGST", last: the header is valid now
        mov %rax, MAGIC
        call print_hello
        cmpq $0, BENCH_BYTES
        jne disk_bench
        cmpl $MODE_EXITS, MODE
        je exit_loop
        cmpl $MODE_HALT, MODE
        je announce_halt
        movq $10, NEXT_LINE
        cmpl $MODE_IDLE, MODE
        jne 1f
        movq $100, NEXT_LINE
1:
        .globl run_clocks
run_clocks:                             # a guest that was woken comes here too
        call clock_enable
        call pic_init
        call power_init
        call pit_init
        call lapic_timer
        sti
main_loop:
        cmpl $MODE_IDLE, MODE
        je 1f
        call round
        call dirty_some
        call disk_some
1:      mov PIT_TICKS, %rax
        cmp %rax, LAST_PIT
        je 2f
        mov %rax, LAST_PIT
        call on_tick
2:      cmpl $MODE_BUSY, MODE
        je main_loop
        hlt
        jmp main_loop

# One exit for each turn, nothing else: for benchmarks.
exit_loop:
        incq EXITS
        out %al, $0x80
        jmp exit_loop

announce_halt:
        mov $msg_halted, %esi
        call print
        .globl halt_for_good
halt_for_good:
        movq $1, STOPPING
1:      cli
        hlt
        jmp 1b

# Once for each PIT tick seen.
on_tick:
        call poll_input
        call power_tick
        mov PIT_TICKS, %rax
        cmp NEXT_LINE, %rax
        jb 9f
        cmpl $MODE_IDLE, MODE
        je 1f
        addq $10, NEXT_LINE
        jmp 2f
1:      addq $100, NEXT_LINE
        call round
2:      call read_rtc
        call check_clock
        call verify_next
        call print_tick
        mov FAILURES, %rax
        cmp TOLD_FAILS, %rax
        je 9f
        mov %rax, TOLD_FAILS
        call print_failure
9:      ret

# Commands from the serial line.
poll_input:
        call serial_poll
        jz 9f
        incq INPUT_CHARS
        cmp $'s', %al
        je print_status
        cmp $'h', %al
        je halt_for_good
        cmp $'z', %al
        je go_to_sleep
        cmp $'q', %al
        je triple_fault
        jmp poll_input
9:      ret

triple_fault:
        lidt no_idt
        ud2

read_rtc:
        xor %eax, %eax
        out %al, $0x70
        in $0x71, %al
        mov %rax, RTC_SECONDS
        incq RTC_READS
        ret

        .section .rodata
        .p2align 3
no_idt: .word 0
        .quad 0
        .globl idtr
idtr:   .word 4095
        .quad IDT
msg_halted: .asciz "halted\n"
