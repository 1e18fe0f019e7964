package baton.tests.guest;

/**
 * Guest-physical addresses of the test guest's header page, as tests/guest/layout.inc has them and tests/guest/README.md
 * explains them. Every counter is a little-endian u64 unless said otherwise and only grows, until the guest is reset.
 */
public final class GuestLayout {
    /** Class path of the embedded image. */
    public static final String IMAGE_RESOURCE = "/baton/guest/guest.elf";

    /** Start of the header page. */
    public static final long HEADER = 0x200000;
    /** Bytes from {@link #HEADER} that hold everything named here. */
    public static final int HEADER_SIZE = 0x620;
    /** The first eight bytes of the page, written last: once they are there, the rest is valid. */
    public static final String MAGIC = "BATONGST";

    /** Offset of the layout's version, a u32. */
    public static final int VERSION = 0x08;
    /** The version these offsets belong to. */
    public static final int CURRENT_VERSION = 1;
    /** Offset of the mode, a u32: one of the MODE constants. */
    public static final int MODE = 0x0c;
    /** PIT interrupts, 100 a second. */
    public static final int PIT_TICKS = 0x10;
    /** Numbered serial lines that are out, newline included. */
    public static final int LINES = 0x18;
    /** Reads of the RTC, one for each tick line. */
    public static final int RTC_READS = 0x20;
    /** Self-checks that failed, of all CPUs. */
    public static final int FAILURES = 0x28;
    /** What failed last: 1 reg, 2 fpu, 3 msr, 4 debug, 5 mem, 6 tsc, 7 clock, 8 disk; 0 for nothing. */
    public static final int LAST_FAILURE = 0x30;
    /** Pattern words of RAM found intact. */
    public static final int WORDS_VERIFIED = 0x38;
    /** Those of them above 4 GiB. */
    public static final int HIGH_WORDS_VERIFIED = 0x40;
    /** Pages written by {@code dirty=}. */
    public static final int PAGES_DIRTIED = 0x48;
    /** Writes to port 0x80 in mode {@code exits}. */
    public static final int EXITS = 0x50;
    /** CPUs that run. */
    public static final int CPUS_ONLINE = 0x58;
    /** Bytes of RAM in the memory map. */
    public static final int RAM_BYTES = 0x60;
    /** kvmclock at the last tick line, nanoseconds; 0 without one. */
    public static final int CLOCK_NANOS = 0x68;
    /** Characters received on the serial line. */
    public static final int INPUT_CHARS = 0x70;

    /** Times it has put itself to sleep (ACPI S3). */
    public static final int SLEEPS = 0x500;
    /** Times it was woken. */
    public static final int WAKES = 0x508;
    /** Presses of the power button it has seen, by interrupt. */
    public static final int BUTTONS = 0x510;
    /** PM1 status register at the last wake-up. */
    public static final int WAKE_STATUS = 0x518;

    /** Blocks of 4 KiB that were written, read back and found right, in mode {@code disk}. */
    public static final int DISK_BLOCKS_DONE = 0x600;
    /** Which pass over the disk it is, from 1. */
    public static final int DISK_PASS = 0x608;

    /** Mode by default: one round of checks at each interrupt, halted in between. */
    public static final int MODE_MIXED = 0;
    /** Halted but for the timer ticks; checks and prints once a second. */
    public static final int MODE_IDLE = 1;
    /** Never halted. */
    public static final int MODE_BUSY = 2;
    /** Writes to port 0x80 for ever, no interrupts. */
    public static final int MODE_EXITS = 3;
    /** All CPUs halted with interrupts off. */
    public static final int MODE_HALT = 4;

    /** Offset of the first CPU's entry. */
    public static final int CPU_TABLE = 0x100;
    /** Distance from one CPU's entry to the next. */
    public static final int CPU_ENTRY_SIZE = 0x20;
    /** CPUs the guest can start. */
    public static final int MAX_CPUS = 32;
    /** In a CPU's entry: turns of its loop. */
    public static final int CPU_ITERATIONS = 0x00;
    /** In a CPU's entry: its LAPIC timer interrupts, 50 a second. */
    public static final int CPU_LAPIC_TICKS = 0x08;
    /** In a CPU's entry: rounds in which every check passed. */
    public static final int CPU_CHECKS = 0x10;
    /** In a CPU's entry: its APIC id. */
    public static final int CPU_APIC_ID = 0x18;

    private GuestLayout() {}

    /** Offset from {@link #HEADER} of a field of one CPU's entry, such as {@link #CPU_ITERATIONS}. */
    public static int ofCpu(int cpu, int field) {
        return CPU_TABLE + cpu * CPU_ENTRY_SIZE + field;
    }
}
