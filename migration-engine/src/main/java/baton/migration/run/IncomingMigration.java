package baton.migration.run;

import baton.base.AnyThread;
import baton.base.Closer;
import baton.base.MainLoopThread;
import baton.migration.channel.Beside;
import baton.migration.channel.Channel;
import baton.migration.channel.ChannelAddress;
import baton.migration.channel.PendingChannel;
import baton.migration.params.Capability;
import baton.migration.params.MigrationCapabilities;
import baton.migration.spi.Downtime;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.Predecessor;
import baton.migration.stream.FreshState;
import baton.migration.stream.IncomingStream;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Errno;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * One migration into this process: {@link #start} opens or listens, {@link #load} reads on a thread of its own, and back on
 * the main loop the guest is committed and activated, or the failure is told.
 */
@MainLoopThread
final class IncomingMigration implements NameLookUp.Result {
    private static final String FAULT = "internal error: the migration thread ended early";

    private final Environment env;
    private final StatusCell status;
    private final MigrationStrategy strategy;
    private final Predecessor predecessor;
    private final Rehearsal rehearsal;
    private final boolean exitOnError;
    private final StandBy standBy;
    private final Downtime pause = new Downtime();
    private final Verdict verdict = new Verdict();

    private volatile PendingChannel pending;
    private volatile Channel channel;
    private volatile Replies replies;
    private volatile boolean closing;
    private volatile String error;
    private volatile String givenUp;
    /** Null when the process ends with a load that fails. */
    private FreshState fresh;

    private boolean spoilt;
    private Thread thread;
    private Thread watcher;

    /** For {@code strategy}, the mode the other side migrates in. */
    IncomingMigration(
            Environment env,
            StatusCell status,
            MigrationStrategy strategy,
            Predecessor predecessor,
            Rehearsal rehearsal,
            boolean exitOnError) {
        this.env = env;
        this.status = status;
        this.strategy = strategy;
        this.predecessor = predecessor;
        this.rehearsal = rehearsal;
        this.exitOnError = exitOnError;
        this.standBy = new StandBy(env.host());
    }

    /**
     * Begins; a name is looked up on a thread first. A refusal has left the status failed; the guest and its RAM are as
     * they were.
     */
    void start(ChannelAddress address) throws MigrationRefused {
        status.become(MigrationStatus.SETUP);
        if (address.named()) {
            verdict.waitFor();
            thread = NameLookUp.start(env, address, this);
        } else {
            open(address);
        }
    }

    /** Tells {@code who} when the name has been found and listened at, or that it could not be; perhaps at once. */
    void tell(MigrationService.Begun who) {
        verdict.tell(who);
    }

    @Override
    public void found(ChannelAddress address) {
        if (closing) {
            return;
        }
        try {
            open(address);
            verdict.begun();
        } catch (MigrationRefused e) {
            verdict.refused(e.getMessage());
        }
    }

    @Override
    public void notFound(String why) {
        if (!closing) {
            verdict.refused(refused(why, null).getMessage());
        }
    }

    private MigrationRefused refused(String why, IOException cause) {
        error = why;
        status.become(MigrationStatus.FAILED);
        return new MigrationRefused(why, cause);
    }

    private void open(ChannelAddress address) throws MigrationRefused {
        try {
            if (address.live() || env.channels().listens(address)) {
                pending = env.channels().listen(address, beside());
            } else {
                channel = openForReading(address);
            }
        } catch (IOException e) {
            throw refused(e.getMessage(), e);
        }
        remember();
        // The guest stops when the old process hears of it: before, there is all the time in the world.
        rehearsal.whenDone(new Runnable() {
            @Override
            public void run() {
                predecessor.listening();
            }
        });
        if (pending != null && predecessor.talks()) {
            watch(pending);
        }
        thread = env.thread("migration", new Runnable() {
            @Override
            public void run() {
                load();
            }
        });
    }

    private void remember() {
        if (exitOnError && !predecessor.leftAlone()) {
            return;
        }
        try {
            fresh = FreshState.of(env.vm());
        } catch (VmStateException e) {
            // Then there is only this try.
            env.reporter().warn("cannot remember the machine as it is: " + e.getMessage());
        }
    }

    private Channel openForReading(ChannelAddress address) throws IOException {
        return address instanceof ChannelAddress.Memory
                ? env.channels().over(predecessor.memory())
                : env.channels().openForReading(address, beside());
    }

    private Beside beside() {
        return StreamSettings.beside(
                env.settings().capabilities(), env.settings().parameters());
    }

    /** The old process may give up, or end, before it connects. */
    private void watch(PendingChannel listener) {
        watcher = env.thread("predecessor", new Runnable() {
            @Override
            public void run() {
                givenUp = predecessor.givesUp();
                if (givenUp != null) {
                    listener.cancel();
                }
            }
        });
    }

    /** On the migration thread. */
    private void load() {
        String problem = FAULT;
        try {
            if (pending != null) {
                accept();
            }
            if (predecessor.talks()) {
                standBy.begin();
            }
            rehearsal.stop();
            status.become(MigrationStatus.ACTIVE);
            read();
            problem = await();
        } catch (VmStateException e) {
            problem = text(e);
        } catch (IOException e) {
            problem = givenUp != null
                    ? givenUp
                    : text(new VmStateException(VmStateException.Reason.IO, e.getMessage(), e));
        } finally {
            String why = problem;
            standBy.arrive(new Runnable() {
                @Override
                public void run() {
                    loaded(why);
                }
            });
        }
    }

    /** Asks the old process; null when the guest may run here. */
    private String await() {
        try {
            predecessor.awaitGo(pause);
            pause.next("load", System.nanoTime());
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void accept() throws IOException {
        channel = pending.await();
        PendingChannel listener = pending;
        if (watcher != null) {
            stopWatching();
        }
        pending = null;
        listener.close();
        if (closing) {
            channel.shutdown();
        }
    }

    private void stopWatching() throws IOException {
        predecessor.streamBegins();
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (givenUp != null) {
            throw new IOException(givenUp);
        }
    }

    private void read() throws VmStateException {
        MigrationCapabilities capabilities = env.settings().capabilities();
        replies = new Replies(channel, capabilities.has(Capability.SWITCHOVER_ACK));
        IncomingStream.Expected expected = new IncomingStream.Expected(
                StreamSettings.options(capabilities, env.settings().parameters()),
                StreamSettings.plan(strategy, capabilities),
                replies,
                env);
        try {
            IncomingStream.load(env.vm(), channel, expected, env.reporter());
        } catch (InternalError e) {
            // What the JVM makes of a SIGBUS: /dev/shm is full, or there is no huge page left.
            String why = "the host has no memory for the guest's RAM";
            throw new VmStateException(VmStateException.Reason.IO, Errno.ENOMEM, why, e);
        }
    }

    /** The guest runs before anything is closed: it stands still meanwhile. */
    private void loaded(String problem) {
        String refused = closing || problem != null ? problem : takeOver();
        if (!closing && refused == null) {
            pause.next("start", System.nanoTime());
            env.vm().activate();
            pause.end(System.nanoTime());
        }
        closeAll();
        if (closing) {
            return;
        }
        if (refused == null) {
            clearAway(predecessor.remains());
            forgetSource();
            status.become(MigrationStatus.COMPLETED);
        } else {
            failed(refused);
        }
    }

    private void clearAway(Closer.Resource remains) {
        if (remains == null) {
            return;
        }
        env.thread("remains", new Runnable() {
            @Override
            public void run() {
                try {
                    remains.close();
                } catch (IOException e) {
                    env.reporter().error("could not let go of the old machine: " + e.getMessage());
                }
            }
        });
    }

    /** The last that can fail; null when the guest is here. */
    private String takeOver() {
        try {
            predecessor.stillWanted();
            env.vm().commit();
            predecessor.takeOver();
            if (replies != null) {
                replies.loaded();
            }
            return null;
        } catch (VmStateException e) {
            return text(e);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void failed(String problem) {
        error = problem;
        predecessor.failed(problem);
        tellFailed();
        boolean ends = exitOnError && !predecessor.leftAlone();
        if (!ends && refusal() == null) {
            startOver();
        }
        status.become(MigrationStatus.FAILED);
        if (exitOnError) {
            env.reporter().error(problem);
        }
        if (ends) {
            env.host().exit(1);
        }
    }

    /** Tells the source, if it still listens. */
    private void tellFailed() {
        try {
            if (replies != null) {
                replies.failed();
            }
        } catch (IOException e) {
            // It has found out: the connection ends.
            return;
        } finally {
            forgetSource();
        }
    }

    private void forgetSource() {
        Replies source = replies;
        replies = null;
        try {
            if (source != null) {
                source.close();
            }
        } catch (IOException e) {
            env.reporter().error("could not close the return path: " + e.getMessage());
        }
    }

    /** Makes the machine what it was before the stream. */
    private void startOver() {
        spoilt = true;
        try {
            if (fresh != null) {
                fresh.restore(StreamSettings.plan(strategy, env.settings().capabilities()));
                spoilt = false;
            }
        } catch (VmStateException e) {
            env.reporter().error("cannot make the machine as it was before the migration: " + e.getMessage());
        }
    }

    /** After a failure: why no other stream can be loaded; null when one can. */
    String refusal() {
        return spoilt
                ? "The machine holds parts of the migration that failed: start a new process"
                : predecessor.refusal();
    }

    private static String text(VmStateException e) {
        return "load of migration failed: " + Errno.text(e.errno()) + ": " + e.getMessage();
    }

    private void closeAll() {
        try {
            if (pending != null) {
                pending.close();
            }
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            env.reporter().error("could not close the migration channel: " + e.getMessage());
        }
        pending = null;
        channel = null;
    }

    /** The process ends: stops reading and waits a moment for the thread, which uses guest RAM. */
    void close(long millis) throws InterruptedException {
        closing = true;
        PendingChannel listener = pending;
        if (listener != null) {
            listener.cancel();
        }
        Channel open = channel;
        if (open != null) {
            open.shutdown();
        }
        predecessor.close();
        if (thread != null) {
            thread.join(millis);
        }
        closeAll();
        forgetSource();
    }

    /** Where the listener can be reached; empty when there is none. */
    @AnyThread
    List<Map<String, Object>> addresses() {
        PendingChannel listener = pending;
        return listener == null ? List.of() : listener.addresses();
    }

    /** How long the guest stood still, as far as it is known here. */
    @AnyThread
    Downtime pause() {
        return pause;
    }

    /** Why it failed; null while it has not. */
    @AnyThread
    String error() {
        return error;
    }
}
