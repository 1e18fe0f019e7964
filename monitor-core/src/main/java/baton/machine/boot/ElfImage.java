package baton.machine.boot;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The loadable segments and the PVH entry of a 32- or 64-bit x86 ELF file, every number in it checked. */
final class ElfImage {
    /**
     * A piece of the kernel.
     *
     * @param offset where its bytes are in the file
     * @param address where they go
     * @param fileSize how many there are
     * @param memorySize how much memory it takes; the rest is zero
     */
    record Segment(int offset, long address, int fileSize, long memorySize) {
        long end() {
            return address + memorySize;
        }
    }

    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    private static final int MACHINE_386 = 3;
    private static final int MACHINE_X86_64 = 62;
    private static final int LOAD = 1;
    private static final int NOTE = 4;
    private static final int MAX_HEADERS = 256;
    private static final int XEN_PHYS32_ENTRY = 18;
    private static final int XEN = 0x006e6558; // "Xen" and its NUL

    private final byte[] file;
    private final ByteBuffer in;
    private final boolean wide;
    private final List<Segment> segments = new ArrayList<>();
    private long entry = -1;

    private ElfImage(byte[] file) {
        this.file = file;
        this.in = LowMemory.littleEndian(file);
        this.wide = file.length > 4 && file[4] == CLASS_64;
    }

    static boolean isElf(byte[] file) {
        return file.length >= 4 && file[0] == 0x7f && file[1] == 'E' && file[2] == 'L' && file[3] == 'F';
    }

    /** Reads the headers of a file that {@link #isElf}, for a machine with that memory. */
    static ElfImage parse(byte[] file, E820Map memory) throws BootException {
        ElfImage image = new ElfImage(file);
        image.readHeaders(memory);
        if (image.entry < 0) {
            throw BootException.reported("Error loading uncompressed kernel without PVH ELF Note");
        }
        if (image.segments.isEmpty() || !memory.isRam(image.entry, 1)) {
            throw broken("its entry point is not in its memory");
        }
        return image;
    }

    List<Segment> segments() {
        return segments;
    }

    /** Physical address of the 32-bit entry. */
    int pvhEntry() {
        return (int) entry;
    }

    private void readHeaders(E820Map memory) throws BootException {
        require(file.length >= (wide ? 64 : 52), "it ends inside its header");
        require(file[5] == LITTLE_ENDIAN, "it is for a big-endian machine");
        int machine = in.getShort(18);
        require(machine == MACHINE_386 || machine == MACHINE_X86_64, "it is not for an x86 machine");
        long table = word(wide ? 32 : 28);
        int size = in.getShort(wide ? 54 : 42) & 0xffff;
        int count = in.getShort(wide ? 56 : 44) & 0xffff;
        require(size >= (wide ? 56 : 32) && count <= MAX_HEADERS, "its program headers make no sense");
        require(inFile(table, (long) size * count), "its program headers lie outside the file");
        for (int i = 0; i < count; i++) {
            readProgramHeader((int) table + i * size, memory);
        }
    }

    private void readProgramHeader(int at, E820Map memory) throws BootException {
        int type = in.getInt(at);
        if (type != LOAD && type != NOTE) {
            return;
        }
        long offset = word(at + (wide ? 8 : 4));
        long address = word(at + (wide ? 24 : 12));
        long fileSize = word(at + (wide ? 32 : 16));
        long memorySize = word(at + (wide ? 40 : 20));
        require(inFile(offset, fileSize), "a segment lies outside the file");
        if (type == NOTE) {
            readNotes((int) offset, (int) fileSize);
        } else if (memorySize != 0) {
            require(
                    memorySize >= fileSize && memory.isRam(address, memorySize),
                    "a segment of "
                            + Long.toUnsignedString(memorySize) + " bytes at 0x" + Long.toHexString(address)
                            + " is not in the machine's memory");
            segments.add(new Segment((int) offset, address, (int) fileSize, memorySize));
        }
    }

    /** Looks for Xen's note 18; notes are name, descriptor, each padded to 4 bytes. */
    private void readNotes(int start, int size) {
        long at = start;
        long end = (long) start + size;
        while (at + 12 <= end) {
            long nameSize = in.getInt((int) at) & 0xffffffffL;
            long descriptorSize = in.getInt((int) at + 4) & 0xffffffffL;
            int type = in.getInt((int) at + 8);
            long name = at + 12;
            long descriptor = name + (nameSize + 3 & ~3L);
            if (descriptor + descriptorSize > end) {
                return;
            }
            boolean xen = nameSize == 4 && in.getInt((int) name) == XEN;
            if (xen && type == XEN_PHYS32_ENTRY && descriptorSize >= 4) {
                entry = in.getInt((int) descriptor) & 0xffffffffL;
            }
            at = descriptor + (descriptorSize + 3 & ~3L);
        }
    }

    private long word(int at) {
        return wide ? in.getLong(at) : in.getInt(at) & 0xffffffffL;
    }

    private boolean inFile(long offset, long size) {
        return offset >= 0 && size >= 0 && offset <= file.length && size <= file.length - offset;
    }

    private static void require(boolean claim, String otherwise) throws BootException {
        if (!claim) {
            throw broken(otherwise);
        }
    }

    private static BootException broken(String why) {
        return BootException.reported("Error while loading elf kernel: " + why);
    }
}
