/*
 * The reference in C for two of Baton's figures: how long until a guest's first exit, and how many exits a second a
 * vCPU loop handles. Does the least a monitor must: one vCPU, in-kernel irqchip and PIT, a PVH kernel, a port dispatch.
 * README.md says how to use it.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { RAM_SIZE = 64 << 20, START_INFO = 0x6000, MEMORY_MAP = 0x6040, COMMAND_LINE = 0x7000, COM1 = 0x3f8, BENCH_PORT = 0x80 };

struct vm {
    int kvm, vm, vcpu;
    uint8_t *ram;
    struct kvm_run *run;
};

struct memory_entry { uint64_t address, size; uint32_t type, reserved; };

struct start_info {
    uint32_t magic, version, flags, modules;
    uint64_t module_list, command_line, rsdp, memory_map;
    uint32_t memory_entries, reserved;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int need(int result, const char *what)
{
    if (result < 0)
        fail(what);
    return result;
}

/* Loads the segments of an ELF64 and returns the address in its Xen PHYS32_ENTRY note. */
static uint32_t load(const char *path, uint8_t *ram)
{
    static uint8_t file[1 << 20];
    int fd = need(open(path, O_RDONLY | O_CLOEXEC), path);
    ssize_t size = need(read(fd, file, sizeof file), path);
    close(fd);
    const Elf64_Ehdr *elf = (const void *)file;
    uint32_t entry = 0;
    if (size < (ssize_t)sizeof *elf || memcmp(elf->e_ident, ELFMAG, SELFMAG) || elf->e_ident[EI_CLASS] != ELFCLASS64) {
        fprintf(stderr, "%s: not a 64-bit ELF file\n", path);
        exit(1);
    }
    const Elf64_Phdr *segment = (const void *)(file + elf->e_phoff);
    for (int i = 0; i < elf->e_phnum; i++, segment++) {
        if (segment->p_type == PT_LOAD)
            memcpy(ram + segment->p_paddr, file + segment->p_offset, segment->p_filesz);
        if (segment->p_type == PT_NOTE && *(uint32_t *)(file + segment->p_offset + 8) == 18)
            entry = *(uint32_t *)(file + segment->p_offset + 16);
    }
    if (!entry) {
        fprintf(stderr, "%s: no PVH note\n", path);
        exit(1);
    }
    return entry;
}

static void write_start_info(uint8_t *ram, const char *command_line)
{
    struct memory_entry map[] = {{0, 0x9fc00, 1, 0}, {0x100000, RAM_SIZE - 0x100000, 1, 0}};
    struct start_info info = {.magic = 0x336ec578, .version = 1, .command_line = COMMAND_LINE, .memory_map = MEMORY_MAP, .memory_entries = 2};
    memcpy(ram + START_INFO, &info, sizeof info);
    memcpy(ram + MEMORY_MAP, map, sizeof map);
    strncpy((char *)ram + COMMAND_LINE, command_line, 1023);
}

static struct vm create(void)
{
    struct vm v;
    v.kvm = need(open("/dev/kvm", O_RDWR | O_CLOEXEC), "/dev/kvm");
    v.vm = need(ioctl(v.kvm, KVM_CREATE_VM, 0), "KVM_CREATE_VM");
    int memory = need(memfd_create("ram", MFD_CLOEXEC), "memfd_create");
    need(ftruncate(memory, RAM_SIZE), "ftruncate");
    v.ram = mmap(NULL, RAM_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    if (v.ram == MAP_FAILED)
        fail("mmap");
    /* Slots before the irqchip: the other order costs milliseconds. */
    struct kvm_userspace_memory_region slot = {0, 0, 0, RAM_SIZE, (uintptr_t)v.ram};
    need(ioctl(v.vm, KVM_SET_USER_MEMORY_REGION, &slot), "KVM_SET_USER_MEMORY_REGION");
    need(ioctl(v.vm, KVM_SET_TSS_ADDR, 0xfeffd000L), "KVM_SET_TSS_ADDR");
    need(ioctl(v.vm, KVM_CREATE_IRQCHIP, 0), "KVM_CREATE_IRQCHIP");
    struct kvm_pit_config pit = {0};
    need(ioctl(v.vm, KVM_CREATE_PIT2, &pit), "KVM_CREATE_PIT2");
    v.vcpu = need(ioctl(v.vm, KVM_CREATE_VCPU, 0), "KVM_CREATE_VCPU");
    int size = need(ioctl(v.kvm, KVM_GET_VCPU_MMAP_SIZE, 0), "KVM_GET_VCPU_MMAP_SIZE");
    v.run = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, v.vcpu, 0);
    if (v.run == MAP_FAILED)
        fail("mmap of the vCPU");
    struct { struct kvm_cpuid2 head; struct kvm_cpuid_entry2 entries[256]; } cpuid = {.head.nent = 256};
    need(ioctl(v.kvm, KVM_GET_SUPPORTED_CPUID, &cpuid), "KVM_GET_SUPPORTED_CPUID");
    need(ioctl(v.vcpu, KVM_SET_CPUID2, &cpuid), "KVM_SET_CPUID2");
    return v;
}

static void enter_pvh(const struct vm *v, uint32_t entry)
{
    struct kvm_sregs s;
    need(ioctl(v->vcpu, KVM_GET_SREGS, &s), "KVM_GET_SREGS");
    struct kvm_segment data = {.limit = 0xffffffff, .selector = 0x10, .type = 3, .present = 1, .db = 1, .s = 1, .g = 1};
    s.ds = s.es = s.fs = s.gs = s.ss = data;
    s.cs = data;
    s.cs.selector = 8;
    s.cs.type = 11;
    s.cr0 = 0x11;
    need(ioctl(v->vcpu, KVM_SET_SREGS, &s), "KVM_SET_SREGS");
    struct kvm_regs r = {.rip = entry, .rbx = START_INFO, .rflags = 2, .rsp = 0x5000};
    need(ioctl(v->vcpu, KVM_SET_REGS, &r), "KVM_SET_REGS");
}

/* Handles a port access and says whether it was the benchmark's. */
static int port(struct kvm_run *run)
{
    uint8_t *data = (uint8_t *)run + run->io.data_offset;
    if (run->io.direction == KVM_EXIT_IO_IN)
        memset(data, run->io.port == COM1 + 5 ? 0x60 : 0xff, (size_t)run->io.size * run->io.count);
    else if (run->io.port == COM1)
        fwrite(data, 1, run->io.count, stderr);
    return run->io.port == BENCH_PORT;
}

/* Runs until `seconds` after the first write to the benchmark port, or one exit when `seconds` is 0. */
static void loop(const struct vm *v, double started, double seconds)
{
    double first_hit = 0;
    unsigned long hits = 0;
    for (unsigned long exits = 0;; exits++) {
        if (ioctl(v->vcpu, KVM_RUN, 0) < 0 && errno != EINTR && errno != EAGAIN)
            fail("KVM_RUN");
        if (exits == 0)
            printf("first exit after %.0f us\n", (now() - started) * 1e6);
        if (seconds == 0)
            return;
        if (v->run->exit_reason != KVM_EXIT_IO) {
            fprintf(stderr, "exit reason %u\n", v->run->exit_reason);
            exit(1);
        }
        if (!port(v->run))
            continue;
        if (hits++ == 0)
            first_hit = now();
        if (hits % 1024 == 0 && now() - first_hit >= seconds)
            break;
    }
    double elapsed = now() - first_hit;
    printf("%lu exits in %.3f s: %.0f exits/s, %.2f us each\n", hits, elapsed, hits / elapsed, elapsed / hits * 1e6);
}

int main(int argc, char **argv)
{
    double started = now();
    if (argc < 2 || argc > 4) {
        fprintf(stderr, "usage: exitloop GUEST.elf [SECONDS [COMMAND-LINE]]\n");
        return 2;
    }
    struct vm v = create();
    uint32_t entry = load(argv[1], v.ram);
    write_start_info(v.ram, argc > 3 ? argv[3] : "exits");
    enter_pvh(&v, entry);
    loop(&v, started, argc > 2 ? atof(argv[2]) : 5);
    return 0;
}
