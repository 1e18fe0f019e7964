package baton.machine.memory;

import baton.migration.spi.DirtyLog;
import baton.migration.spi.RamBlock;
import baton.nat.kvm.KvmVm;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Memory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the guest sees each block of RAM: the board adds regions, {@link #install} makes them KVM slots, and afterwards
 * the map never changes. Blocks stay mapped while it is in use.
 */
public final class MemoryMap implements GuestMemory, DmaMemory {
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
    private WriteSlots slots;
    /** Told of every write of Baton's; null while nobody wants to know. */
    private volatile WriteLog log;

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
        KvmSlots made = new KvmSlots(vm, regions);
        made.install();
        slots = made;
    }

    /** Begins to note who writes to RAM; a log that was begun before ends. The caller closes it. Any thread. */
    public synchronized DirtyLog logWrites() throws IOException {
        // A machine without KVM has no guest that writes.
        return slots == null ? DirtyLog.NONE : logWrites(slots);
    }

    DirtyLog logWrites(WriteSlots kvm) throws IOException {
        WriteLog older = log;
        if (older != null) {
            older.close();
        }
        WriteLog begun = WriteLog.begin(kvm, regions);
        log = begun;
        return begun;
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
            wrote(region, address + done, here);
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
            wrote(region, address + done, here);
            done += here;
        }
    }

    @Override
    public long contiguous(long address, long most) {
        Region region = find(address);
        return region == null ? 0 : Math.min(most, region.address + region.length - address);
    }

    @Override
    public long host(long address) {
        return host(at(address), address);
    }

    @Override
    public void wrote(long address, long length) {
        if (log != null) {
            wrote(at(address), address, length);
        }
    }

    /** After the write: a page that is sent in between is sent again. */
    private void wrote(Region region, long address, long length) {
        WriteLog listening = log;
        if (listening != null) {
            listening.wrote(region.block, region.offset + (address - region.address), length);
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
