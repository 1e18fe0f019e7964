package baton.chardev;

import baton.base.AnyThread;
import baton.base.Closer;

/** One {@code -chardev}. Has at most one front end; a mux chardev gives out several. */
public interface Chardev extends Closer.Resource {
    /** The id of {@code -chardev id=}, or QEMU's made-up label such as {@code compat_monitor0}. */
    String label();

    /** What {@code query-chardev} calls filename, such as {@code unix:/tmp/q.sock,server=on}. Changes with connections. */
    String filename();

    /** Whether a front end is attached and open. */
    boolean frontendOpen();

    /** Attaches the one front end and starts reading; {@code opened} follows at once or at connect. */
    void attach(CharFrontend frontend);

    /**
     * Queues bytes for the host; never blocks. Any thread: the main loop does the host write. What nobody is connected
     * to read is dropped.
     *
     * @return bytes taken, 0 to {@code length}; fewer only when the queue limit of {@link #room} is reached
     */
    @AnyThread
    int write(byte[] bytes, int offset, int length);

    /** How many bytes {@link #write} would take at least now; who finds less than half is told of room. */
    @AnyThread
    int room();

    /** Runs {@code whenRoom} on the main loop each time a full queue has drained to half. One listener. */
    void onRoom(Runnable whenRoom);

    /** The front end can take more: reading goes on. Any thread; the front end is not called back from within. */
    @AnyThread
    void acceptInput();

    /** Whether the host side is a terminal a person types at. */
    boolean isTerminal();

    /** Width of that terminal at the moment. */
    @AnyThread
    default int columns() {
        return 80;
    }

    /** Writes what is queued to the host now, waiting at most {@code timeoutMillis}. Main loop: at shutdown and exec. */
    void drain(int timeoutMillis);
}
