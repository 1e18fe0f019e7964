package baton.machine;

import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.block.BlockException;
import baton.block.Disks;
import java.io.IOException;

/** A machine's disks, if it has any: held, so that no other process writes to them, from when its guest runs here. */
@MainLoopThread
public final class HeldDisks {
    private final Reporter reporter;
    private Disks disks;

    HeldDisks(Reporter reporter) {
        this.reporter = reporter;
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

    private void lock() throws BlockException {
        if (disks != null) {
            disks.take();
        }
    }

    /** What was written is with the storage, and whoever takes the guest over can have the images. */
    void release() {
        if (disks != null) {
            try {
                disks.release();
            } catch (IOException e) {
                reporter.error("cannot flush the disks: " + e.getMessage());
            }
        }
    }
}
