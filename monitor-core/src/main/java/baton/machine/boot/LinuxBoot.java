package baton.machine.boot;

import baton.machine.memory.GuestMemory;
import java.nio.ByteBuffer;

/** Boots a Linux bzImage at its 32-bit entry: Linux Documentation/arch/x86/boot.rst and zero-page.rst. */
final class LinuxBoot implements BootPlan {
    private static final int SETUP_SECTORS = 0x1f1;
    private static final int MAGIC = 0x202;
    private static final int HDRS = 0x53726448; // "HdrS"
    private static final int VERSION = 0x206;
    private static final int LOADER = 0x210;
    private static final int LOAD_FLAGS = 0x211;
    private static final int LOADED_HIGH = 1;
    private static final int CODE32_START = 0x214;
    private static final int RAMDISK_ADDRESS = 0x218;
    private static final int RAMDISK_SIZE = 0x21c;
    private static final int COMMAND_LINE_POINTER = 0x228;
    private static final int INITRD_MAX = 0x22c;
    private static final int COMMAND_LINE_SIZE = 0x238;
    private static final int INIT_SIZE = 0x260;
    private static final int HEADER_END = 0x268;
    private static final int RSDP = 0x70;
    private static final int E820_COUNT = 0x1e8;
    private static final int E820_TABLE = 0x2d0;
    private static final int SECTOR = 512;
    private static final int OLDEST = 0x203; // the first with a limit for the initrd, Linux 2.4.18
    private static final int CODE_SELECTOR = 0x10;
    private static final int DATA_SELECTOR = 0x18;

    private final BootRequest request;
    private final ByteBuffer file;
    private final byte[] commandLine;
    private final int setupSize;
    private final int kernelSize;
    private final long initrdAddress;

    LinuxBoot(BootRequest request) throws BootException {
        this.request = request;
        this.file = LowMemory.littleEndian(request.kernel());
        if (request.kernel().length < HEADER_END || file.getInt(MAGIC) != HDRS) {
            throw BootException.printed("invalid kernel header", null);
        }
        int sectors = file.get(SETUP_SECTORS) & 0xff;
        this.setupSize = (sectors == 0 ? 4 : sectors) * SECTOR + SECTOR;
        this.kernelSize = request.kernel().length - setupSize;
        if (kernelSize <= 0) {
            throw BootException.printed("invalid kernel header", null);
        }
        checkProtocol();
        this.commandLine = request.commandLineBytes();
        LowMemory.checkCommandLine(commandLine, version() >= 0x206 ? unsigned(COMMAND_LINE_SIZE) + 1 : 256);
        long end = LowMemory.KERNEL + Math.max(kernelSize, version() >= 0x20a ? unsigned(INIT_SIZE) : 0);
        long ram = request.memory().below4g();
        if (end > ram) {
            throw BootException.reported("kernel needs " + (end >> 10) + " KiB of memory, the machine has "
                    + (ram >> 10) + ": give it more with -m");
        }
        this.initrdAddress = LowMemory.placeInitrd(request.initrd(), Math.min(unsigned(INITRD_MAX), ram - 1), end);
    }

    private void checkProtocol() throws BootException {
        if (version() < OLDEST || (file.get(LOAD_FLAGS) & LOADED_HIGH) == 0) {
            throw BootException.reported("kernel speaks boot protocol " + (version() >> 8) + "." + (version() & 0xff)
                    + " and is loaded low; a bzImage of protocol 2.3 or later is needed");
        }
    }

    @Override
    public BootState load(GuestMemory memory) {
        memory.write(LowMemory.KERNEL, request.kernel(), setupSize, kernelSize);
        memory.write(initrdAddress, request.initrd());
        memory.write(LowMemory.COMMAND_LINE, commandLine);
        memory.write(LowMemory.ZERO_PAGE, zeroPage());
        LowMemory.writeGdt(memory, CODE_SELECTOR);
        MpTable.write(memory, request.cpus());
        return new BootState(LowMemory.KERNEL, 0, 0, LowMemory.ZERO_PAGE, CODE_SELECTOR, DATA_SELECTOR);
    }

    private byte[] zeroPage() {
        byte[] page = new byte[4096];
        int headerEnd = Math.min(MAGIC + (file.get(MAGIC - 1) & 0xff), E820_TABLE); // its jump says how long it is
        System.arraycopy(request.kernel(), SETUP_SECTORS, page, SETUP_SECTORS, headerEnd - SETUP_SECTORS);
        ByteBuffer out = LowMemory.littleEndian(page);
        out.putLong(RSDP, request.rsdp());
        out.put(LOADER, (byte) 0xff); // a boot loader without a number of its own
        out.putInt(CODE32_START, LowMemory.KERNEL);
        out.putInt(COMMAND_LINE_POINTER, LowMemory.COMMAND_LINE);
        if (request.initrd().length > 0) {
            out.putInt(RAMDISK_ADDRESS, (int) initrdAddress);
            out.putInt(RAMDISK_SIZE, request.initrd().length);
        }
        E820Map map = request.memory();
        out.put(E820_COUNT, (byte) map.count());
        out.position(E820_TABLE);
        for (int i = 0; i < map.count(); i++) {
            out.putLong(map.start(i)).putLong(map.size(i)).putInt(map.type(i));
        }
        return page;
    }

    private int version() {
        return file.getShort(VERSION) & 0xffff;
    }

    private long unsigned(int at) {
        return file.getInt(at) & 0xffffffffL;
    }
}
