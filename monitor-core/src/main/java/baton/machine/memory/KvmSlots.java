package baton.machine.memory;

import baton.nat.kvm.KvmVm;
import baton.nat.libc.ErrnoException;
import java.util.List;

/** The regions of a memory map as KVM's slots. */
final class KvmSlots implements WriteSlots {
    private final KvmVm vm;
    private final List<MemoryMap.Region> regions;

    KvmSlots(KvmVm vm, List<MemoryMap.Region> regions) {
        this.vm = vm;
        this.regions = regions;
    }

    /** Makes them all. */
    void install() throws ErrnoException {
        for (int slot = 0; slot < regions.size(); slot++) {
            set(slot, 0);
        }
    }

    @Override
    public void log(int slot, boolean on) throws ErrnoException {
        set(slot, on ? KvmVm.LOG_DIRTY_PAGES : 0);
    }

    private void set(int slot, int flags) throws ErrnoException {
        MemoryMap.Region region = regions.get(slot);
        vm.memorySlot(
                slot, flags, region.address(), region.length(), region.block().address() + region.offset());
    }

    @Override
    public boolean clearsByHand() throws ErrnoException {
        return vm.clearDirtyLogByHand();
    }

    @Override
    public void written(int slot, long bitmap) throws ErrnoException {
        vm.dirtyLog(slot, bitmap);
    }

    @Override
    public void clear(int slot, long firstPage, int pages, long bitmap) throws ErrnoException {
        vm.clearDirtyLog(slot, firstPage, pages, bitmap);
    }
}
