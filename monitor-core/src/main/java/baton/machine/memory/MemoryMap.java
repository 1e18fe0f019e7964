package baton.machine.memory;

import baton.migration.spi.RamBlock;
import baton.nat.kvm.KvmVm;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Memory;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the guest sees each block of RAM: the board adds regions, {@link #install} makes them KVM slots, and afterwards
 * the map never changes. Blocks stay mapped while it is in use.
 */
public final class MemoryMap implements GuestMemory {
    /** A range of guest-physical addresses and the part of a block it shows. */
    public record Region(String name, long address, long length, RamBlock block, long offset) {
        private boolean holds(long at) {
            return at >= address && at - address < length;
        }
    }

    private static final long FOUR_GIB = 1L << 32;

    private final List<Region> regions = new ArrayList<>();
    private long below4g;
    private long above4g;

    /** Shows {@code length} bytes of {@code block} from {@code offset} at guest address {@code address}. */
    public void add(String name, long address, long length, RamBlock block, long offset) {
        regions.add(new Region(name, address, length, block, offset));
    }

    /** Says how much RAM lies below and from 4 GiB, firmware's part included. */
    public void size(long below, long above) {
        below4g = below;
        above4g = above;
    }

    /** All regions, in the order they were added. */
    public List<Region> regions() {
        return regions;
    }

    /** Gives every region to KVM as a slot, before the irqchip is made (see {@link KvmVm}). */
    public void install(KvmVm vm) throws ErrnoException {
        int slot = 0;
        for (Region region : regions) {
            vm.memorySlot(slot++, 0, region.address, region.length, region.block.address() + region.offset);
        }
    }

    @Override
    public long below4g() {
        return below4g;
    }

    @Override
    public long above4g() {
        return above4g;
    }

    /** End of the highest RAM address, for messages. */
    public long end() {
        return above4g > 0 ? FOUR_GIB + above4g : below4g;
    }

    @Override
    public boolean isRam(long address, long length) {
        long at = address;
        long left = length;
        while (left > 0) {
            Region region = find(at);
            if (region == null) {
                return false;
            }
            long here = region.address + region.length - at;
            at += here;
            left -= here;
        }
        return length >= 0;
    }

    private Region find(long address) {
        for (Region region : regions) {
            if (region.holds(address)) {
                return region;
            }
        }
        return null;
    }

    @Override
    public void write(long address, byte[] data, int offset, int length) {
        int done = 0;
        while (done < length) {
            Region region = at(address + done);
            int here = within(region, address + done, length - done);
            Memory.copy(data, offset + done, host(region, address + done), here);
            done += here;
        }
    }

    @Override
    public void read(long address, byte[] into, int offset, int length) {
        int done = 0;
        while (done < length) {
            Region region = at(address + done);
            int here = within(region, address + done, length - done);
            Memory.copy(host(region, address + done), into, offset + done, here);
            done += here;
        }
    }

    @Override
    public void clear(long address, long length) {
        long done = 0;
        while (done < length) {
            Region region = at(address + done);
            long here = Math.min(length - done, region.address + region.length - address - done);
            Memory.fill(host(region, address + done), here, (byte) 0);
            done += here;
        }
    }

    private Region at(long address) {
        Region region = find(address);
        if (region == null) {
            throw new IndexOutOfBoundsException("no RAM at 0x" + Long.toHexString(address));
        }
        return region;
    }

    private static int within(Region region, long address, int length) {
        return (int) Math.min(length, region.address + region.length - address);
    }

    private static long host(Region region, long address) {
        return region.block.address() + region.offset + (address - region.address);
    }
}
