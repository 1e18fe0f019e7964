package baton.migration.spi;

import baton.base.MainLoopThread;
import baton.migration.channel.ChannelAddress;
import baton.migration.params.MigMode;
import baton.migration.params.MigrationCapabilities;
import baton.nat.libc.Fd;
import java.util.List;

/** What makes one migration mode differ from another. One object per migration; main loop unless said otherwise. */
@MainLoopThread
public interface MigrationStrategy {
    /** How {@link #prepare} says that it is done. */
    interface Preparation {
        /** The main channel may be opened now. */
        void ready();

        /** It will not become ready; the text becomes error-desc. */
        void failed(String why);

        /** Runs {@code waiting} on the migration thread; afterwards it is ready, or has failed. */
        void await(Waiting waiting);

        /** As {@link #await}, but whoever asked to migrate is answered only afterwards. */
        void examine(Waiting examination);
    }

    /** What has to be waited for. */
    interface Waiting {
        /** Blocks; {@link #cancel} makes it fail. */
        void await() throws MigrationFailed;
    }

    /** The moment after which a migration cannot be cancelled any more. */
    interface NoReturn {
        /** Passes it; false when a cancel came first. Any thread. */
        boolean pass();

        /** The other side will not run it after all: cancels are heard again, one that came meanwhile as well. Any thread. */
        void back();
    }

    /** The mode this is. */
    MigMode mode();

    /** Refuses what this mode cannot do; runs first and must change nothing. */
    void check(MigratableVm vm, MigrationRequest request) throws MigrationRefused;

    /** What stands against this mode whatever is asked, oldest first: shown as {@code blocked-reasons}. */
    default List<String> blockers(MigratableVm vm) {
        return List.of();
    }

    /** Whether the guest is stopped before the first byte of RAM, not only for the last round. */
    boolean stopsVmFirst();

    /** Whether the destination tells on the main channel how loading went (capability return-path). Any thread. */
    default boolean answered(MigrationCapabilities capabilities) {
        return false;
    }

    /** What to do with one RAM block, on either side. Any thread. */
    RamPolicy ram(RamBlock block, MigrationCapabilities capabilities);

    /**
     * Hands over what must be there before the main channel, while the guest still runs. Calls {@code preparation} once,
     * at once or later on the main loop; not after {@link #failed}.
     */
    default void prepare(MigratableVm vm, MigrationRequest request, Preparation preparation) throws MigrationFailed {
        preparation.ready();
    }

    /** Refuses channels this mode cannot use; before everything else that can be refused. */
    default void checkChannels(ChannelAddress main, ChannelAddress cpr) throws MigrationRefused {}

    /** The memfd that a main channel {@code memfd:} goes through, made by {@link #prepare}; null when there is none. */
    default Fd memory() {
        return null;
    }

    /** Whether a main channel {@code memfd:} reaches the new process. */
    default boolean keepsMemory() {
        return false;
    }

    /** How long the other side of the main channel may keep the guest waiting at a time, milliseconds; 0 for ever. */
    default long patienceMillis() {
        return 0;
    }

    /** Incoming: refuses a main channel this mode cannot use. */
    default void checkIncoming(ChannelAddress main) throws MigrationRefused {}

    /** The guest stands still, and its state is about to be saved. On the main loop. */
    default void guestStopped() {}

    /**
     * On the migration thread, once the whole stream is written: waits until the other side has the guest.
     *
     * @param pause how long the guest has stood still so far, for the other side to go on counting
     * @return why the guest must not run here again; null when it may
     */
    default String handOver(NoReturn point, Downtime pause) throws MigrationFailed {
        return null;
    }

    /** On the migration thread: why connecting or writing failed, as far as the other side has said more than {@code ours}. */
    default String reason(String ours) {
        return ours;
    }

    /** Makes whatever waits on the migration thread fail. Any thread. */
    default void cancel() {}

    /** The migration has completed and the VM is stopped for good: the mode's last step. May still fail. */
    void completed(MigratableVm vm) throws MigrationFailed;

    /** Undo everything since {@link #check}; the source VM is about to run again. */
    void failed(MigratableVm vm);
}
