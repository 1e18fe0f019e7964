package baton.machine.boot;

import baton.machine.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where the things a firmware would leave in the first 640 KiB are put. */
final class LowMemory {
    static final int START_INFO = 0x6000;
    static final int ZERO_PAGE = 0x10000;
    static final int COMMAND_LINE = 0x20000;
    static final int COMMAND_LINE_SIZE = 0x10000;
    static final int KERNEL = 0x100000;

    private static final long CODE_32 = 0x00cf9b000000ffffL;
    private static final long DATA_32 = 0x00cf93000000ffffL;

    private LowMemory() {}

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes a descriptor table with flat code at {@code codeSelector} and flat data after it. */
    static void writeGdt(GuestMemory memory, int codeSelector) {
        byte[] table = new byte[BootState.GDT_LIMIT + 1];
        littleEndian(table).putLong(codeSelector, CODE_32).putLong(codeSelector + 8, DATA_32);
        memory.write(BootState.GDT, table);
    }

    /** Refuses a command line that does not fit in front of what follows it. */
    static void checkCommandLine(byte[] line, long limit) throws BootException {
        if (line.length > Math.min(limit, COMMAND_LINE_SIZE)) {
            throw BootException.reported(
                    "kernel command line is " + (line.length - 1) + " bytes long, this kernel takes "
                            + (Math.min(limit, COMMAND_LINE_SIZE) - 1) + ": shorten -append");
        }
    }

    /**
     * Places an initrd as high as it may be, on a page.
     *
     * @param limit the last byte it may use, from the kernel and the RAM size
     * @param kernelEnd the first byte behind the kernel
     */
    static long placeInitrd(byte[] initrd, long limit, long kernelEnd) throws BootException {
        if (initrd.length >= limit) {
            throw BootException.printed(
                    "initrd is too large, cannot support.(max: " + limit + ", need " + initrd.length + ")", null);
        }
        long address = limit - initrd.length & ~0xfffL;
        if (initrd.length > 0 && address < kernelEnd) {
            throw BootException.printed(
                    "initrd of " + initrd.length
                            + " bytes does not fit behind the kernel: give the machine more memory",
                    null);
        }
        return address;
    }
}
