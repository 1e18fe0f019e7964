package baton.migration.vmstate;

/** A named group of fields that one walk saves, loads or describes: a VMState description of QEMU's ("vmsd"). */
public interface Struct {
    /** The vmsd name on the wire and in the description, such as {@code serial} or {@code pit channel}. */
    String vmsd();

    /** The version this build writes, and the newest it reads. */
    int version();

    /**
     * Walks every field in stream order, then every subsection. The same calls are made whatever the visitor does with
     * them; only {@link StateVisitor#version()} and already visited fields may steer the walk.
     */
    void state(StateVisitor v) throws VmStateException;
}
