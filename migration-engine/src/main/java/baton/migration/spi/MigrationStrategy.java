package baton.migration.spi;

import baton.migration.params.MigMode;

/** What makes one migration mode differ from another. Stateless between migrations; main loop unless said otherwise. */
public interface MigrationStrategy {
    /** The mode this is. */
    MigMode mode();

    /** Refuses what this mode cannot do; runs first and must change nothing. */
    void check(MigratableVm vm) throws MigrationRefused;

    /** Whether the guest is stopped before the first byte, not only for the last round. */
    boolean stopsVmFirst();

    /** What to do with one RAM block. */
    RamPolicy ram(RamBlock block);

    /** The main stream is complete, the VM stopped: the mode's last step. */
    void completed(MigratableVm vm) throws MigrationFailed;

    /** Undo everything since {@link #check}; the source VM is about to run again. */
    void failed(MigratableVm vm);
}
