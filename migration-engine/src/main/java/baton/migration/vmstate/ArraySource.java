package baton.migration.vmstate;

/** A {@link ByteSource} over bytes already in memory. */
public final class ArraySource implements ByteSource {
    private final byte[] bytes;
    private int at;

    /** Reads {@code bytes} from the first to the last; does not copy them. */
    public ArraySource(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public boolean read(byte[] into, int offset, int length) {
        if (length > remaining()) {
            return false;
        }
        System.arraycopy(bytes, at, into, offset, length);
        at += length;
        return true;
    }

    @Override
    public int peek(int ahead) {
        return ahead < remaining() ? bytes[at + ahead] & 0xff : -1;
    }

    /** How many bytes were not read yet. */
    public int remaining() {
        return bytes.length - at;
    }
}
