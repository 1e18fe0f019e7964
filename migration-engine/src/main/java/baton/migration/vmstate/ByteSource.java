package baton.migration.vmstate;

/** Where a {@link StateReader} takes its bytes from. */
public interface ByteSource {
    /** Fills the range; false when the source ends before it is full. */
    boolean read(byte[] into, int offset, int length) throws VmStateException;

    /** The byte {@code ahead} places from here (0 is the next one), left where it is; -1 when the source ends before. */
    int peek(int ahead) throws VmStateException;
}
