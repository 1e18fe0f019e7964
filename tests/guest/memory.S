# Guest RAM: page tables, pattern words all over RAM, dirtying.
        .include "layout.inc"
        .set WORDS, 64                  # pattern words in low RAM, and again in high RAM
        .set TOUCHES, 64                # pages dirtied in one turn

        .text
        .globl map_ram, fill_patterns, verify_next, dirty_some
# Maps all RAM, up to MAX_GIB. The first GiB is mapped already.
map_ram:
        mov $MAX_GIB << 30, %rax
        cmp %rax, HIGH_TOP
        jbe 1f
        mov %rax, HIGH_TOP
1:      mov HIGH_TOP, %rdx
        cmp LOW_TOP, %rdx
        jae 4f
        mov LOW_TOP, %rdx
4:      mov $1 << 30, %eax
        mov $PD + 0x1000, %edi
        mov $PDPT + 8, %esi
2:      cmp %rdx, %rax
        jae 9f
        lea 3(%rdi), %ecx
        mov %rcx, (%rsi)
        add $8, %esi
        mov $512, %ecx
3:      mov %rax, (%rdi)
        orb $0x83, (%rdi)
        add $8, %edi
        add $0x200000, %rax
        dec %ecx
        jnz 3b
        jmp 2b
9:      ret

# Calls \routine with %rdi = address of each pattern word: WORDS of them evenly spread over [\base, \top).
        .macro each_word base, top, routine
        mov $\base, %rdi
        mov \top, %rdx
        sub %rdi, %rdx
        jbe 19f
        shr $6, %rdx                    # WORDS == 64
        and $-4096, %rdx
        jz 19f
        mov $WORDS, %ecx
        add $8, %rdi                    # the first word of a page belongs to dirty_some
18:     call \routine
        add %rdx, %rdi
        dec %ecx
        jnz 18b
19:
        .endm

fill_patterns:
        each_word LOW_PATTERN, LOW_TOP, fill_word
        each_word (4 << 30), HIGH_TOP, fill_word
        ret
fill_word:
        call pattern
        mov %rax, (%rdi)
        ret

# The pattern word of address %rdi, in %rax.
pattern:
        movabs $0x6d65746261746f6e, %rax
        xor %rdi, %rax
        ret

# With every tenth line (every line when idle): are all pattern words still there?
verify_next:
        cmpl $MODE_IDLE, MODE
        je verify_all
        mov NEXT_LINE, %rax
        xor %edx, %edx
        mov $100, %ecx
        div %rcx
        test %edx, %edx
        jnz 9f
verify_all:
        each_word LOW_PATTERN, LOW_TOP, verify_word
        mov VERIFIED, %rsi
        each_word (4 << 30), HIGH_TOP, verify_word
        mov VERIFIED, %rax
        sub %rsi, %rax
        add %rax, VERIFIED_HI
9:      ret
verify_word:
        call pattern
        cmp %rax, (%rdi)
        jne 1f
        incq VERIFIED
        ret
1:      mov $FAIL_MEM, %eax
        jmp fail

# Writes the number of the pass into the first word of the next pages of the window; the one before must be there.
dirty_some:
        cmpq $0, DIRTY_END
        je 9f
        mov DIRTY_NEXT, %rdi
        mov DIRTY_PASS, %rdx
        mov $TOUCHES, %ecx
1:      cmp $1, %edx
        je 2f                           # what was there before is not ours
        lea -1(%rdx), %rax
        cmp %rax, (%rdi)
        je 2f
        mov $FAIL_MEM, %eax
        call fail
2:      mov %rdx, (%rdi)
        incq DIRTIED
        add $4096, %rdi
        cmp DIRTY_END, %rdi
        jb 3f
        mov $DIRTY_BASE, %edi
        inc %rdx
3:      dec %ecx
        jnz 1b
        mov %rdi, DIRTY_NEXT
        mov %rdx, DIRTY_PASS
9:      ret
