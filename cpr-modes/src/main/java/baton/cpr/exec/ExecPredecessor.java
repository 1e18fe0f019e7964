package baton.cpr.exec;

import baton.base.Closer;
import baton.cpr.state.CprFds;
import baton.migration.spi.Downtime;
import baton.migration.spi.Predecessor;
import baton.nat.libc.Fd;
import java.io.IOException;

/** Mode {@code cpr-exec}, after exec: the old process is gone, and what it had to say is in the environment. */
public final class ExecPredecessor implements Predecessor {
    /** Number of the memfd with the CPR state. */
    public static final String STATE_VARIABLE = "QEMU_CPR_EXEC_STATE";
    /** Baton's own: {@link Downtime#text} of the pause so far. */
    public static final String PAUSE_VARIABLE = "BATON_CPR_PAUSE";

    /** Baton's own: number of the memfd with {@link ExecHost#unread}; not there when that is nothing. */
    public static final String INPUT_VARIABLE = "BATON_CPR_INPUT";

    /** Baton's own: number of the old virtual machine, which exec would have taken apart while the guest stands still. */
    public static final String MACHINE_VARIABLE = "BATON_CPR_MACHINE";

    /** Name in the CPR state of the memfd with the stream: Baton's own. */
    static final String STREAM_NAME = "baton-stream";

    private final Fd memfd;
    private final Fd stream;
    private final String pause;
    private Fd machine;
    private volatile long loading = System.nanoTime();

    /**
     * Takes over the memfd, and what is there of the stream.
     *
     * @param pause null when the old process was no Baton
     * @param machine what is left of the old machine, or null
     */
    public ExecPredecessor(Fd memfd, CprFds inherited, String pause, Fd machine) {
        this.machine = machine;
        this.memfd = memfd;
        this.stream = inherited.take(STREAM_NAME);
        this.pause = pause;
    }

    @Override
    public void listening() {
        loading = System.nanoTime();
        close(memfd);
    }

    /** What stays of it is the memory. */
    @Override
    public boolean leftAlone() {
        return true;
    }

    @Override
    public Fd memory() {
        return stream;
    }

    @Override
    public boolean talks() {
        return false;
    }

    @Override
    public String givesUp() {
        return null;
    }

    @Override
    public void streamBegins() {
        // It is gone.
    }

    @Override
    public void awaitGo(Downtime counted) {
        if (pause != null) {
            counted.resume(pause);
            counted.next("load", loading);
        }
    }

    @Override
    public void takeOver() {
        close(stream);
    }

    @Override
    public Closer.Resource remains() {
        Fd left = machine;
        machine = null;
        return left;
    }

    @Override
    public void failed(String why) {
        // Nobody is left to hear it.
    }

    @Override
    public void close() {
        close(memfd);
        close(stream);
        close(machine);
    }

    private static void close(Fd fd) {
        try {
            if (fd != null) {
                fd.close();
            }
        } catch (IOException e) {
            // Closed all the same.
            return;
        }
    }
}
