# The PVH start info: memory map and command line.
        .include "layout.inc"

        .text
        .globl parse_start_info
parse_start_info:
        mov START_INFO, %rsi
        cmpl $0x336ec578, (%rsi)
        jne 9f
        cmpl $1, 4(%rsi)
        jb 2f
        mov 48(%rsi), %ecx              # memory map entries
        mov 40(%rsi), %rdi
        jecxz 2f
1:      call memory_entry
        add $24, %rdi
        dec %ecx
        jnz 1b
2:      mov START_INFO, %rsi
        mov 24(%rsi), %rsi              # command line
        test %rsi, %rsi
        jz 9f
        mov $CMDLINE, %edi
        mov $1023, %ecx
3:      lodsb
        stosb
        test %al, %al
        jz 4f
        dec %ecx
        jnz 3b
4:      jmp parse_options
9:      ret

# One memory map entry at %rdi: address, size, type. Keeps %ecx, %rdi.
memory_entry:
        cmpl $1, 16(%rdi)
        jne 9f
        mov 8(%rdi), %rax
        add %rax, RAM_BYTES
        mov (%rdi), %rdx
        add %rdx, %rax                  # end
        mov %rdx, %rsi
        shr $32, %rsi
        jnz 1f
        cmp LOW_TOP, %rax
        jbe 9f
        mov %rax, LOW_TOP
        ret
1:      cmp HIGH_TOP, %rax
        jbe 9f
        mov %rax, HIGH_TOP
9:      ret

parse_options:
        mov $CMDLINE, %esi
next_word:
        lodsb
        test %al, %al
        jz 9f
        cmp $' ', %al
        je next_word
        dec %rsi
        mov $keywords, %edx
1:      mov (%rdx), %edi                # try each keyword
        test %edi, %edi
        jz skip_word
        call match
        je 2f
        add $8, %edx
        jmp 1b
2:      mov 4(%rdx), %eax
        jmp *%rax
skip_word:                              # unknown words are the business of others
        lodsb
        test %al, %al
        jz 9f
        cmp $' ', %al
        jne skip_word
        jmp next_word
9:      ret

# Does the word at %rsi match the keyword at %rdi? ZF, and %rsi behind it if so. A keyword ending in '=' has a value.
match:
        push %rsi
1:      mov (%rdi), %al
        test %al, %al
        jz 2f
        cmp (%rsi), %al
        jne 8f
        inc %rsi
        inc %rdi
        jmp 1b
2:      cmpb $'=', -1(%rdi)
        je 3f
        cmpb $' ', (%rsi)
        je 3f
        cmpb $0, (%rsi)
        jne 8f
3:      add $8, %rsp
        xor %eax, %eax
        ret
8:      pop %rsi
        ret                             # ZF is clear

opt_idle:
        movl $MODE_IDLE, MODE
        jmp next_word
opt_busy:
        movl $MODE_BUSY, MODE
        jmp next_word
opt_exits:
        movl $MODE_EXITS, MODE
        jmp next_word
opt_halt:
        movl $MODE_HALT, MODE
        jmp next_word
opt_nap:
        movq $1, NAP
        jmp next_word
opt_disk:
        movq $1, DISK_WANTED
        jmp next_word
opt_random:
        movq $1, BENCH_RANDOM
opt_sequential:
        call number
        mov %rax, BENCH_BYTES
        movq $1, DISK_WANTED
        jmp next_word
opt_suspend:
        call number
        mov %rax, SLEEP_AT
        jmp next_word
opt_smp:
        call number
        cmp SMP_LIMIT, %rax
        ja next_word
        test %eax, %eax
        jz next_word
        mov %rax, SMP_LIMIT
        jmp next_word
opt_dirty:
        call number
        and $-4096, %rax
        jz next_word
        add $DIRTY_BASE, %rax
        cmp LOW_TOP, %rax
        jbe 1f
        mov LOW_TOP, %rax
        and $-4096, %rax
1:      mov %rax, DIRTY_END
        movq $DIRTY_BASE, DIRTY_NEXT
        movq $1, DIRTY_PASS
        jmp next_word

# A decimal number at %rsi with an optional K, M or G, in %rax; %rsi behind it.
number:
        xor %eax, %eax
1:      movzbl (%rsi), %ecx
        sub $'0', %ecx
        cmp $9, %ecx
        ja 2f
        imul $10, %rax, %rax
        add %rcx, %rax
        inc %rsi
        jmp 1b
2:      mov (%rsi), %dl
        xor %ecx, %ecx
        cmp $'K', %dl
        je 10f
        cmp $'M', %dl
        je 20f
        cmp $'G', %dl
        je 30f
        ret
30:     add $10, %ecx
20:     add $10, %ecx
10:     add $10, %ecx
        inc %rsi
        shl %cl, %rax
        ret

        .section .rodata
        .p2align 3
keywords:
        .long word_idle, opt_idle
        .long word_busy, opt_busy
        .long word_exits, opt_exits
        .long word_halt, opt_halt
        .long word_smp, opt_smp
        .long word_dirty, opt_dirty
        .long word_nap, opt_nap
        .long word_disk, opt_disk
        .long word_random, opt_random
        .long word_sequential, opt_sequential
        .long word_suspend, opt_suspend
        .long 0
word_idle:  .asciz "idle"
word_busy:  .asciz "busy"
word_exits: .asciz "exits"
word_halt:  .asciz "halt"
word_smp:   .asciz "smp="
word_dirty: .asciz "dirty="
word_nap:   .asciz "nap"
word_disk:  .asciz "disk"
word_random: .asciz "diskrandom="
word_sequential: .asciz "disksequential="
word_suspend: .asciz "suspend="
