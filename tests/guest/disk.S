# A virtio disk behind virtio-mmio, polled: every block is written, read back and, a pass later, found as it was left.
        .include "layout.inc"
        .set SLOTS,       0xfeb00000
        .set SLOT_BYTES,  0x200
        .set SIZE,        16            # descriptors
        .set AVAILABLE,   DISK_RING + 16 * SIZE
        .set USED,        DISK_RING + 0x1000
        .set HEADER,      DISK_RING + 0x2000
        .set STATUS,      DISK_RING + 0x2010
        .set BUFFER,      DISK_RING + 0x3000
        .set BLOCK,       4096
# What comes next for a block
        .set CHECK_OLD,   0
        .set WRITE,       1
        .set READ_BACK,   2

        .text
        .globl disk_init, disk_some, disk_bench
# Looks for a disk and sets it up, if the command line has the word.
disk_init:
        cmpq $0, DISK_WANTED
        je 9f
        mov $SLOTS, %edi
        mov $8, %ecx
1:      cmpl $0x74726976, (%rdi)        # "virt"
        jne 2f
        cmpl $2, 8(%rdi)
        je 3f
2:      add $SLOT_BYTES, %edi
        dec %ecx
        jnz 1b
9:      ret
3:      mov %rdi, %rdx                  # RAM may be that of a run before
        mov $DISK_RING, %edi
        mov $0x3000 / 8, %ecx
        xor %eax, %eax
        rep stosq
        mov %rdx, %rdi
        mov $legacy, %esi
        cmpl $1, 4(%rdi)
        je 4f
        mov $modern, %esi
4:      mov (%rsi), %eax                # register and value, up to register -1
        cmp $-1, %eax
        je 5f
        mov 4(%rsi), %ecx
        mov %ecx, (%rdi, %rax)
        add $8, %esi
        jmp 4b
5:      mov %rdi, DISK_BASE
        mov 0x100(%rdi), %eax           # sectors
        mov 0x104(%rdi), %edx
        shl $32, %rdx
        or %rdx, %rax
        shr $3, %rax
        mov %rax, DISK_BLOCKS
        movq $1, DISK_PASS
        movq $HEADER, DISK_RING
        movl $16, DISK_RING + 8
        movl $0x10001, DISK_RING + 12   # next is 1
        movq $BUFFER, DISK_RING + 16
        movl $BLOCK, DISK_RING + 24
        movq $STATUS, DISK_RING + 32
        movl $1, DISK_RING + 40
        movl $2, DISK_RING + 44         # the device writes it
        movq $WRITE, DISK_PHASE
        cmpq $0, BENCH_BYTES
        je submit
        ret

# One request after another and nothing else, for benchmarks: random reads, or writes in order.
disk_bench:
        cmpq $0, DISK_BASE
        je disk_bench                   # no disk: counts nothing
        mov DISK_BLOCKS, %rax
        shl $12, %rax
        xor %edx, %edx
        divq BENCH_BYTES
        mov %rax, DISK_BLOCKS           # of that size
        movq $BENCH_BUFFER, DISK_RING + 16
        mov BENCH_BYTES, %rax
        mov %eax, DISK_RING + 24
        movl $0x20003, DISK_RING + 28
        cmpq $0, BENCH_RANDOM
        jne 1f
        movl $0x20001, DISK_RING + 28
        movl $1, HEADER
1:      mov DISK_DONE, %rax
        cmpq $0, BENCH_RANDOM
        je 2f
        movabs $6364136223846793005, %rdx
        mov DISK_BLOCK, %rax
        imul %rdx, %rax
        add $1442695, %rax
        mov %rax, DISK_BLOCK
        shr $33, %rax
2:      xor %edx, %edx
        divq DISK_BLOCKS
        mov %rdx, %rax
        mulq BENCH_BYTES
        shr $9, %rax
        mov %rax, HEADER + 8
        call ring
3:      pause
        mov USED + 2, %ax
        cmp DISK_SENT, %ax
        jne 3b
        mov 0x60(%rdi), %eax
        mov %eax, 0x64(%rdi)
        cmpb $0, STATUS
        jne 4f
        incq DISK_DONE
        jmp 1b
4:      mov $FAIL_DISK, %eax
        call fail
5:      hlt
        jmp 5b

# One turn: looks at the request under way, and makes the next when it is done.
disk_some:
        mov DISK_BASE, %rdi
        test %rdi, %rdi
        jz 9f
        movzwl USED + 2, %eax
        cmp DISK_SENT, %ax
        jne 9f
        mov 0x60(%rdi), %eax
        mov %eax, 0x64(%rdi)
        cmpb $0, STATUS
        jne 8f
        cmpq $WRITE, DISK_PHASE
        jne 2f
        movq $READ_BACK, DISK_PHASE
        jmp submit
2:      call compare
        cmpq $CHECK_OLD, DISK_PHASE
        je 4f
        incq DISK_DONE
        incq DISK_BLOCK
        mov DISK_BLOCK, %rax
        cmp DISK_BLOCKS, %rax
        jb 3f
        movq $0, DISK_BLOCK
        incq DISK_PASS
3:      movq $CHECK_OLD, DISK_PHASE
        cmpq $1, DISK_PASS
        jne submit
4:      movq $WRITE, DISK_PHASE
        jmp submit
8:      movq $0, DISK_BASE              # no more of this disk
        mov $FAIL_DISK, %eax
        jmp fail
9:      ret

# Makes the request that DISK_PHASE says.
submit:
        movb $0xff, STATUS
        mov DISK_BLOCK, %rax
        shl $3, %rax
        mov %rax, HEADER + 8
        movq $0, HEADER
        movl $0x20003, DISK_RING + 28   # next is 2; the device writes it
        cmpq $WRITE, DISK_PHASE
        jne 1f
        movl $1, HEADER
        movl $0x20001, DISK_RING + 28
        mov DISK_PASS, %rdx
        call first_word
        mov $BUFFER, %edi
        mov $BLOCK / 8, %ecx
2:      mov %rax, (%rdi)
        add %rdx, %rax
        add $8, %edi
        dec %ecx
        jnz 2b
1:
# Gives the chain to the device; %rdi is its window.
ring:   mov DISK_SENT, %eax
        mov %eax, %ecx
        and $SIZE - 1, %ecx
        movw $0, AVAILABLE + 4(, %rcx, 2)
        inc %eax
        mov %ax, DISK_SENT
        mov %ax, AVAILABLE + 2
        mov DISK_BASE, %rdi
        movl $0, 0x50(%rdi)
        ret

# Is what was read what pass DISK_PASS wrote, or the one before it?
compare:
        mov DISK_PASS, %rdx
        cmpq $CHECK_OLD, DISK_PHASE
        jne 1f
        dec %rdx
1:      call first_word
        mov $BUFFER, %edi
        mov $BLOCK / 8, %ecx
2:      cmp %rax, (%rdi)
        jne 3f
        add %rdx, %rax
        add $8, %edi
        dec %ecx
        jnz 2b
        ret
3:      mov $FAIL_DISK, %eax
        jmp fail

# The first word of block DISK_BLOCK in pass %rdx, in %rax, and the step to the next, in %rdx.
first_word:
        movabs $0x9e3779b97f4a7c15, %rcx
        mov DISK_BLOCK, %rax
        inc %rax
        imul %rcx, %rax
        rol $32, %rdx
        xor %rdx, %rax
        mov %rcx, %rdx
        ret

        .section .rodata
        .p2align 3
legacy: .long 0x70, 0, 0x70, 3, 0x24, 0, 0x20, 0, 0x28, 4096
        .long 0x30, 0, 0x38, SIZE, 0x3c, 4096, 0x40, DISK_RING / 4096, 0x70, 7, -1
modern: .long 0x70, 0, 0x70, 3, 0x24, 0, 0x20, 0, 0x24, 1, 0x20, 1, 0x70, 11
        .long 0x30, 0, 0x38, SIZE, 0x80, DISK_RING, 0x84, 0, 0x90, AVAILABLE, 0x94, 0, 0xa0, USED, 0xa4, 0
        .long 0x44, 1, 0x70, 15, -1
