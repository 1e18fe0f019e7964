package baton.net;

import baton.base.Closer;
import baton.nat.libc.Fd;
import baton.nat.libc.NativeBuffer;
import java.io.IOException;

/** How frames go over one descriptor, none of it blocking. Owns it. Main loop. */
interface Frames extends Closer.Resource {
    /** Bytes of the largest frame either way: 64 KiB of segmentation offload, headers before it. */
    int LARGEST = 65536 + 64;

    /** What to wait on. */
    Fd fd();

    /**
     * The next frame, whole, to the start of {@code into}.
     *
     * @return its length; {@link Fd#WOULD_BLOCK} when none is there, 0 when nothing more comes
     */
    int read(NativeBuffer into) throws IOException;

    /** Sends one frame; false when the host takes none now and it is to be sent again. What is lost counts as sent. */
    boolean write(long address, int length) throws IOException;

    /** Puts the frame that was read last back, to be read again; false when it cannot be. */
    default boolean putBack(int length) {
        return false;
    }

    /** Everything that was read is delivered: nothing of it comes again, to whoever reads. */
    default void delivered() throws IOException {}

    /** Whether the beginning of a frame is there, whose rest does not come when the peer has gone. */
    default boolean incomplete() {
        return false;
    }

    /** Whether something of a frame that {@link #write} took still waits for the host. */
    default boolean pending() {
        return false;
    }

    /** Hands over what waits; after this there may be more. */
    default void flush() throws IOException {}
}
