package baton.migration.spi;

import baton.base.MainLoopThread;
import java.io.IOException;

/** The locks that keep other processes off the guest's disks: of two that know the guest only the one that has it holds them. */
@MainLoopThread
public interface DiskLocks {
    /** There is no disk. */
    DiskLocks NONE = new DiskLocks() {
        @Override
        public void claim() {
            // Nothing to lock.
        }

        @Override
        public void giveUp() {
            // Nothing is locked.
        }
    };

    /**
     * The guest is about to run here: locks all disks, if they are not. Does not wait.
     *
     * @throws IOException another process has one, or it cannot be locked: then none is
     */
    void claim() throws IOException;

    /** It does not run here after all: unlocks what {@link #claim} has locked. */
    void giveUp();
}
