package baton.machine;

import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.block.BlockException;
import baton.block.Disks;
import baton.migration.spi.DiskLocks;
import java.io.IOException;
import java.util.function.Supplier;

/** A machine's disks, if it has any: held, so that no other process writes to them, from when its guest runs here. */
@MainLoopThread
public final class HeldDisks implements DiskLocks {
    private final Reporter reporter;
    private Disks disks;
    private Supplier<Disks> maker;
    /** Whether the guest is here, so that images are locked for it. */
    private boolean held;

    HeldDisks(Reporter reporter, boolean held) {
        this.reporter = reporter;
        this.held = held;
    }

    /** Says who makes disks when the first is added later. */
    public void maker(Supplier<Disks> later) {
        maker = later;
    }

    /** All of them, for one to be added. */
    public Disks orMake() {
        return disks == null ? maker.get() : disks;
    }

    /** Whether images are locked for this process. */
    public boolean held() {
        return held;
    }

    /** Gives the machine disks, before it is powered on. */
    public void set(Disks all) {
        disks = all;
    }

    /** All of them; null without a disk. */
    public Disks all() {
        return disks;
    }

    /** Takes them for a guest that a user wants to run. */
    void require() throws MachineRefused {
        try {
            lock();
        } catch (BlockException e) {
            throw new MachineRefused(e.getMessage());
        }
    }

    /** Whether the guest may run as far as its disks go; says so when it may not. */
    boolean take() {
        try {
            lock();
            return true;
        } catch (BlockException e) {
            reporter.error(e.getMessage());
            return false;
        }
    }

    @Override
    public void claim() throws IOException {
        try {
            lock();
        } catch (BlockException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void giveUp() {
        release();
    }

    private void lock() throws BlockException {
        if (disks != null) {
            disks.take();
        }
        held = true;
    }

    /** What was written is with the storage, and whoever takes the guest over can have the images. */
    void release() {
        held = false;
        if (disks != null) {
            try {
                disks.release();
            } catch (IOException e) {
                reporter.error("cannot flush the disks: " + e.getMessage());
            }
        }
    }
}
