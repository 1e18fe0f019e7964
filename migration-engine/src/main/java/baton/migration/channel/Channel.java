package baton.migration.channel;

import baton.base.Closer;
import java.io.IOException;

/**
 * A two-way pipe of bytes that a migration flows through; either direction may be unsupported. Blocking; used by the
 * migration thread alone, except {@link #shutdown} and {@link #close}, which wake a blocked user from any thread.
 */
public interface Channel extends Closer.Resource {
    /** Writes all {@code length} bytes. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Writes {@code length} bytes straight from memory at {@code address} (guest RAM, mapped for the call's duration). */
    void writeMemory(long address, long length) throws IOException;

    /** Reads 1 to {@code length} bytes; -1 at the end. */
    int read(byte[] bytes, int offset, int length) throws IOException;

    /** Reads 1 to {@code length} bytes straight to memory at {@code address}; -1 at the end. */
    long readMemory(long address, long length) throws IOException;

    /** Lets every wait for the other side fail after that many milliseconds; 0, as before a call, waits for ever. */
    default void patience(long millis) {}

    /**
     * Another channel over the same connection, for one more thread: to listen while this one writes, or to answer while it
     * reads. The caller closes both.
     *
     * @throws IOException it has one direction only
     */
    default Channel reverse() throws IOException {
        throw new IOException("Unable to open return-path for postcopy");
    }

    /** Says in QEMU's words what was written to, for error texts: {@code file}, {@code socket}, {@code command}. */
    String kind();

    /** Makes every blocked or later read and write fail at once. Any thread. */
    void shutdown();

    /** As {@link #shutdown}, but where the connection can outlive this channel's use of it, it does. Any thread. */
    default void interrupt() {
        shutdown();
    }

    /**
     * From now on the other side can send nothing more: what it had sent can be read, to the end. A last word finds room though
     * the other side does not read. Any thread.
     */
    default void endInput() {}

    /**
     * Everything was written: wait for whoever takes it (a command) and report what was lost. Once, before
     * {@link #close}.
     */
    void finish() throws IOException;

    /**
     * The migration failed or was cancelled, before or after {@link #finish}: leave nothing behind that could be taken
     * for a good stream. Once, before {@link #close}.
     */
    default void abandon() throws IOException {}
}
