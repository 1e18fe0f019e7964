package baton.tests.guest;

/** The guest of virtio devices, {@code tests/guest/io}: where its counters are. */
public final class IoGuest {
    /** Value of {@link #MAGIC} once it runs. */
    public static final long STARTED = 0x5453474e4f494f49L;
    /** Its address unless it is given another. */
    public static final String MAC = "52:54:00:12:34:56";
    /** Blocks of {@link #DISK_BLOCK} bytes that it uses of its disk. */
    public static final int DISK_BLOCKS_USED = 16;
    /** Bytes of a block. */
    public static final int DISK_BLOCK = 4096;

    /** Offsets from {@link GuestLayout#HEADER}, u64 each. */
    public static final int MAGIC = 0;
    /** Frames sent back. */
    public static final int FRAMES = 0x10;
    /** Pages in the balloon. */
    public static final int BALLOON_PAGES = 0x28;
    /** What was not as it should be. */
    public static final int FAILURES = 0x38;
    /** Blocks of the disk read, compared, written and compared. */
    public static final int DISK_BLOCKS = 0x40;
    /** Times that all blocks were. */
    public static final int DISK_PASS = 0x48;
    /** Lines counted on the console. */
    public static final int CONSOLE_LINES = 0x50;
    /** Times that the device had itself announced. */
    public static final int ANNOUNCED = 0x58;
    /** Answers of the network; above 32 bits: an offer of DHCP came. */
    public static final int ANSWERS = 0x60;

    private IoGuest() {}

    /** What a word of every block is in a pass, so that no two are alike. */
    public static int pattern(long pass, int block) {
        return pass == 0 ? 0 : (int) (pass * DISK_BLOCKS_USED + block) * 0x9e3779b1;
    }
}
