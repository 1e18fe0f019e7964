package baton.migration.spi;

import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.List;

/**
 * The machine as the engine sees it. Run-state changes are main-loop only; the lists are fixed once the machine is
 * built and may be read anywhere. RAM contents and sections may be touched by the migration thread while stopped.
 */
public interface MigratableVm {
    /** Name in the configuration section, such as {@code microvm}. */
    String machineName();

    /** The 16 bytes of {@code -uuid}, or null when none was given. */
    byte[] uuid();

    /** RAM blocks in the order they are listed on the wire (decreasing length). */
    List<RamBlock> ramBlocks();

    /** Device sections in the order they are emitted. {@code globalstate} is among them, last. */
    List<VmState> sections();

    /** QEMU's name of the current run state, such as {@code running}. */
    String runState();

    /** Ids of devices that cannot migrate, as {@code blocked-reasons} shows them; empty when all can. */
    List<String> nonMigratable();

    /**
     * Outgoing, while the guest runs: begins to note which pages are written to. There is one log: an older one ends. On
     * the migration thread; the caller closes.
     */
    DirtyLog logWrites() throws IOException;

    /** Keeps every processor out of the guest for {@code percent} of the time, 0 to 99. Any thread. */
    void throttle(int percent);

    /**
     * Outgoing, before the stream: remembers the run state, parks the vCPUs, goes to {@code finish-migrate} and emits
     * STOP if the guest ran. Also readies {@code globalstate} with the remembered state.
     */
    void freeze();

    /**
     * Outgoing failed or was cancelled after {@link #freeze}, or after {@link #handedOver}: back to the remembered state,
     * RESUME if it ran.
     */
    void thaw();

    /** Outgoing completed: run state {@code postmigrate}. */
    void handedOver();

    /** After {@link #handedOver}: another process runs the guest on this RAM. The text says so to who wants it to run here. */
    default void takenOver(String why) {}

    /** Its disks' locks, given up by {@link #freeze}; taken by {@link #thaw}, if they can be had, and before {@link #activate}. */
    default DiskLocks disks() {
        return DiskLocks.NONE;
    }

    /** Whether the guest has switched itself off and the process is ending: it must not be moved any more. */
    default boolean over() {
        return false;
    }

    /**
     * Incoming: the stream was good and every section is loaded. Commits sections to KVM in stream order.
     *
     * @throws VmStateException KVM refused the state; nothing may run any more
     */
    void commit() throws VmStateException;

    /**
     * Keeps the stopped machine from being taken apart while it is open, which takes long; stays the machine's. Null when
     * there is nothing like it.
     */
    default Fd hardware() {
        return null;
    }

    /** Incoming completed: run, stay paused or suspended as {@code globalstate} and {@code -S}/stop/cont say. */
    void activate();
}
