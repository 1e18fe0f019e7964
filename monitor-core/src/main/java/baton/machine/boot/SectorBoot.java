package baton.machine.boot;

import baton.machine.memory.GuestMemory;

/**
 * Starts the first sector of a disk as a PC's firmware does: at 0x7c00 in real mode, the drive's number in DL. There are
 * no firmware services to call.
 */
final class SectorBoot implements BootPlan {
    static final int ADDRESS = 0x7c00;
    static final int SIZE = 512;

    private final byte[] sector;
    private final int cpus;

    SectorBoot(byte[] sector, int cpus) {
        this.sector = sector;
        this.cpus = cpus;
    }

    /** Whether firmware would start it. */
    static boolean isBootable(byte[] sector) {
        return sector.length == SIZE && sector[SIZE - 2] == 0x55 && sector[SIZE - 1] == (byte) 0xaa;
    }

    @Override
    public BootState load(GuestMemory memory) {
        memory.write(ADDRESS, sector);
        MpTable.write(memory, cpus);
        return BootState.realMode(ADDRESS);
    }
}
