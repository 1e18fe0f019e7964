package baton.machine.boot;

import baton.machine.memory.GuestMemory;
import java.nio.ByteBuffer;

/** Boots an ELF kernel by the PVH protocol: Xen's public/arch-x86/hvm/start_info.h, version 1. */
final class PvhBoot implements BootPlan {
    private static final int MAGIC = 0x336ec578;
    private static final int LOADER_MAGIC = 0x2badb002; // what QEMU's firmware leaves in EAX
    private static final int CODE_SELECTOR = 0x08;
    private static final int DATA_SELECTOR = 0x10;
    private static final int MODULES = LowMemory.START_INFO + 0x40;
    private static final int MAP = LowMemory.START_INFO + 0x80;
    private static final int MAP_ENTRY = 24;

    private final BootRequest request;
    private final ElfImage image;
    private final byte[] commandLine;
    private final long initrdAddress;

    PvhBoot(BootRequest request) throws BootException {
        this.request = request;
        this.image = ElfImage.parse(request.kernel(), request.memory());
        this.commandLine = request.commandLineBytes();
        LowMemory.checkCommandLine(commandLine, LowMemory.COMMAND_LINE_SIZE);
        this.initrdAddress =
                LowMemory.placeInitrd(request.initrd(), request.memory().below4g() - 1, checkedEnd());
    }

    /** The end of the part below 4 GiB, having made sure that the kernel leaves low memory to us. */
    private long checkedEnd() throws BootException {
        long end = 0;
        for (ElfImage.Segment segment : image.segments()) {
            if (segment.address() < LowMemory.KERNEL && segment.end() > BootState.GDT) {
                throw BootException.reported("Error while loading elf kernel: a segment at 0x"
                        + Long.toHexString(segment.address()) + " is below 1 MiB, where the boot tables are");
            }
            end = segment.address() < request.memory().below4g() ? Math.max(end, segment.end()) : end;
        }
        return end;
    }

    @Override
    public BootState load(GuestMemory memory) {
        for (ElfImage.Segment segment : image.segments()) {
            memory.write(segment.address(), request.kernel(), segment.offset(), segment.fileSize());
            memory.clear(segment.address() + segment.fileSize(), segment.memorySize() - segment.fileSize());
        }
        memory.write(initrdAddress, request.initrd());
        memory.write(LowMemory.COMMAND_LINE, commandLine);
        memory.write(LowMemory.START_INFO, startInfo());
        LowMemory.writeGdt(memory, CODE_SELECTOR);
        MpTable.write(memory, request.cpus());
        return new BootState(image.pvhEntry(), LOADER_MAGIC, LowMemory.START_INFO, 0, CODE_SELECTOR, DATA_SELECTOR);
    }

    /** The start info, with the module list and the memory map behind it. */
    private byte[] startInfo() {
        E820Map map = request.memory();
        byte[] bytes = new byte[MAP - LowMemory.START_INFO + map.count() * MAP_ENTRY];
        boolean module = request.initrd().length > 0;
        ByteBuffer info = LowMemory.littleEndian(bytes);
        info.putInt(MAGIC).putInt(1).putInt(0).putInt(module ? 1 : 0);
        info.putLong(module ? MODULES : 0).putLong(LowMemory.COMMAND_LINE).putLong(request.rsdp());
        info.putLong(MAP).putInt(map.count()).putInt(0);
        if (module) {
            info.position(MODULES - LowMemory.START_INFO);
            info.putLong(initrdAddress)
                    .putLong(request.initrd().length)
                    .putLong(0)
                    .putLong(0);
        }
        info.position(MAP - LowMemory.START_INFO);
        for (int i = 0; i < map.count(); i++) {
            info.putLong(map.start(i)).putLong(map.size(i)).putInt(map.type(i)).putInt(0);
        }
        return bytes;
    }
}
