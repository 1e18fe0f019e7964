/*
 * Process 1 of a test's Linux: a child counts ticks aloud and writes each to the disk and reads it back, while the parent
 * becomes a shell that counts its seconds. No C library: system calls only. Prints "T<n>" per tick, "BAD <n>" when the disk
 * gave something else; the shell prints "S<n>".
 *
 * Without a disk it only counts. Tick n fills the 4096 bytes at (n % 64) * 4096 of /dev/vda with the 64-bit words n * 0x9e3779b97f4a7c15 + index.
 */
typedef unsigned long u64;

enum { WRITE = 1, OPEN = 2, POLL = 7, PREAD = 17, PWRITE = 18, FORK = 57, EXECVE = 59, FSYNC = 74, MOUNT = 165 };
enum { O_RDWR = 2, O_DIRECT = 040000, BLOCK = 4096, BLOCKS = 64, TICK_MILLIS = 200 };

static u64 block[BLOCK / 8] __attribute__((aligned(BLOCK)));
static u64 back[BLOCK / 8] __attribute__((aligned(BLOCK)));

static long call(long number, long a, long b, long c, long d, long e)
{
    long result;
    register long r10 asm("r10") = d;
    register long r8 asm("r8") = e;
    asm volatile("syscall"
                 : "=a"(result)
                 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                 : "rcx", "r11", "memory");
    return result;
}

/* One write for each line, so that the shell's words come between lines. */
static void say(const char *word, u64 number)
{
    char line[40], digits[24];
    int length = 0, count = 0;
    while (*word) {
        line[length++] = *word++;
    }
    do {
        digits[count++] = '0' + number % 10;
        number /= 10;
    } while (number);
    while (count) {
        line[length++] = digits[--count];
    }
    line[length++] = '\n';
    call(WRITE, 1, (long)line, length, 0, 0);
}

static void fill(u64 n)
{
    for (u64 i = 0; i < BLOCK / 8; i++) {
        block[i] = n * 0x9e3779b97f4a7c15 + i;
    }
}

static int write_and_read(long disk, u64 n)
{
    long at = n % BLOCKS * BLOCK;
    fill(n);
    if (call(PWRITE, disk, (long)block, BLOCK, at, 0) != BLOCK || call(FSYNC, disk, 0, 0, 0, 0) != 0
        || call(PREAD, disk, (long)back, BLOCK, at, 0) != BLOCK) {
        return 0;
    }
    for (u64 i = 0; i < BLOCK / 8; i++) {
        if (back[i] != block[i]) {
            return 0;
        }
    }
    return 1;
}

static void count(void)
{
    long disk = call(OPEN, (long)"/dev/vda", O_RDWR | O_DIRECT, 0, 0, 0);
    for (u64 n = 1;; n++) {
        call(POLL, 0, 0, TICK_MILLIS, 0, 0);
        say(disk < 0 || write_and_read(disk, n) ? "T" : "BAD ", n);
    }
}

void start(void)
{
    static char *const shell[] = {"sh", "-c", "n=0; while :; do n=$((n + 1)); echo S$n; read -t 1 line; done", 0};
    static char *const environment[] = {"PATH=/bin", 0};
    call(MOUNT, (long)"dev", (long)"/dev", (long)"devtmpfs", 0, 0);
    if (call(FORK, 0, 0, 0, 0, 0) == 0) {
        count();
    }
    call(EXECVE, (long)"/bin/busybox", (long)shell, (long)environment, 0, 0);
    say("no shell ", 0);
    for (;;) {
        call(POLL, 0, 0, -1, 0, 0);
    }
}

asm(".globl _start\n_start: xor %ebp, %ebp\n and $-16, %rsp\n call start\n");
