package baton.migration.vmstate;

/**
 * Walks the fields of a {@link Struct}: saving returns each value unchanged, loading returns what the stream holds,
 * describing notes name, type and size. Integers are bit patterns in the narrowest Java type that holds them
 * (u8, u16, u32 and i32 in int; u64 and i64 in long). Layout and type names: docs/wire/stream.md, "Field kinds".
 */
public interface StateVisitor {
    /** Version of the innermost struct, section or subsection: the stream's when loading, ours otherwise. */
    int version();

    /** Whether this walk fills the fields from a stream. */
    boolean loading();

    /** uint8. */
    int u8(String name, int value) throws VmStateException;

    /** uint16. */
    int u16(String name, int value) throws VmStateException;

    /** uint32. */
    int u32(String name, int value) throws VmStateException;

    /** int32. */
    int i32(String name, int value) throws VmStateException;

    /** uint64. */
    long u64(String name, long value) throws VmStateException;

    /** int64. */
    long i64(String name, long value) throws VmStateException;

    /** bool, one byte. */
    boolean bool(String name, boolean value) throws VmStateException;

    /** timer: absolute expiry in nanoseconds of its clock, -1 when not armed. */
    long timer(String name, long value) throws VmStateException;

    /** buffer: raw bytes of fixed length, filled in place on load. */
    void buffer(String name, byte[] bytes) throws VmStateException;

    /** Raw bytes of fixed length that the description calls {@code type}, such as "pci config"; filled in place on load. */
    void raw(String name, String type, byte[] bytes) throws VmStateException;

    /** unused_buffer: {@code size} zero bytes, skipped on load. */
    void unused(String name, int size) throws VmStateException;

    /** array of uint8 (one description entry with array_len), filled in place on load. */
    void u8s(String name, byte[] values) throws VmStateException;

    /** array of uint32, filled in place on load. */
    void u32s(String name, int[] values) throws VmStateException;

    /** array of uint64, filled in place on load. */
    void u64s(String name, long[] values) throws VmStateException;

    /**
     * Strings of at most 255 Latin-1 characters, each as one length byte and its characters; filled in place on load.
     *
     * @param type what the description calls them, such as {@code capability}
     */
    void strings(String name, String type, String[] values) throws VmStateException;

    /** A nested struct: its fields, then its subsections; no header. */
    void struct(String name, Struct struct) throws VmStateException;

    /** An array of structs of one kind. */
    void structs(String name, Struct[] structs) throws VmStateException;

    /** QEMU's "tmp" field: bytes as a struct, described without the struct wrapper. */
    void tmp(String name, Struct struct) throws VmStateException;

    /** A struct with its subsections that the description shows as bytes of {@code type}, such as "virtio". */
    void opaque(String name, String type, Struct content) throws VmStateException;

    /**
     * Opens a subsection of the innermost struct; its fields follow at once, and it ends at the next subsection or at
     * the end of the walk. All subsections come after all fields.
     *
     * @param name full name, such as {@code serial/recv_fifo}
     * @param needed whether saving emits it; ignored when loading
     * @return whether its fields are to be walked: when saving, {@code needed}; when loading, whether the stream has it
     */
    boolean subsection(String name, int version, boolean needed) throws VmStateException;
}
