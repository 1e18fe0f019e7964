package baton.migration.vmstate;

/**
 * One device section of the stream. Life on load: {@link #state} reads every field of every section, then every
 * {@link #loaded} validates, and only when the whole stream was good does every {@link #commit} touch KVM or the host.
 * Called with the vCPUs stopped, on the thread that migrates.
 */
public interface VmState extends Struct {
    /** The idstr of the section: {@link #vmsd()}, or {@code BUSPATH/vmsd} for a device with a path. */
    default String idstr() {
        return vmsd();
    }

    /** Tells several sections of one idstr apart. */
    default int instanceId() {
        return 0;
    }

    /**
     * A second instance id the section is also found by on load, -1 when there is none: old senders numbered ISA
     * devices by their port (serial 0x3f8, i8259 0x20 and 0xa0, i8254 0x40).
     */
    default int aliasInstanceId() {
        return -1;
    }

    /** The oldest version this build reads. */
    default int minimumVersion() {
        return version();
    }

    /** Whether the section is emitted at all. */
    default boolean needed() {
        return true;
    }

    /** Before the fields are walked for saving: fetch from KVM or the host what the fields show. */
    default void saving() throws VmStateException {}

    /** After the fields were read: refuse what cannot be true. Must not touch anything outside this object. */
    default void loaded() throws VmStateException {}

    /** The whole stream was good: hand the state to KVM or the host and drive outputs again. Called in stream order. */
    default void commit() throws VmStateException {}
}
