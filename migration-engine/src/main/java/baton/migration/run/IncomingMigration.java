package baton.migration.run;

import baton.base.AnyThread;
import baton.base.MainLoopThread;
import baton.migration.channel.Channel;
import baton.migration.channel.ChannelAddress;
import baton.migration.params.Capability;
import baton.migration.params.MigrationCapabilities;
import baton.migration.spi.Downtime;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.Predecessor;
import baton.migration.stream.IncomingStream;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Errno;
import baton.nat.libc.Memory;
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
    private final Arrival arrival;
    private final Verdict verdict = new Verdict();

    private final ReceiverChannel channel;
    private final SecondTry secondTry;
    private volatile Replies replies = Replies.NONE;
    private volatile boolean closing;
    private volatile String error;
    /** Why the guest is not here; meaningful once it has been tried. */
    private String refused;

    private Thread thread;

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
        this.arrival = new Arrival(env, predecessor);
        this.standBy = new StandBy(env.host());
        this.channel = new ReceiverChannel(env, predecessor);
        this.secondTry = new SecondTry(env);
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
            channel.open(address);
        } catch (IOException e) {
            throw refused(e.getMessage(), e);
        }
        if (!exitOnError || predecessor.leftAlone()) {
            secondTry.remember();
        }
        // The guest stops when the old process hears of it: before, there is all the time in the world.
        rehearsal.whenQuiet(new Runnable() {
            @Override
            public void run() {
                predecessor.listening();
            }
        });
        channel.watch();
        thread = env.thread("migration", new Runnable() {
            @Override
            public void run() {
                load();
            }
        });
    }

    /** On the migration thread. */
    private void load() {
        String problem = FAULT;
        try {
            Channel stream = channel.await();
            if (predecessor.talks()) {
                standBy.begin();
            }
            rehearsal.stop();
            status.become(MigrationStatus.ACTIVE);
            read(stream);
            problem = arrival.await();
        } catch (VmStateException e) {
            problem = Arrival.text(e);
        } catch (IOException e) {
            problem = channel.givenUp() != null
                    ? channel.givenUp()
                    : Arrival.text(new VmStateException(VmStateException.Reason.IO, e.getMessage(), e));
        } finally {
            finish(problem);
        }
    }

    private void finish(String problem) {
        Runnable step = new Runnable() {
            @Override
            public void run() {
                enter(problem);
            }
        };
        standBy.arrive(step, new Runnable() {
            @Override
            public void run() {
                entered();
            }
        });
    }

    private void read(Channel stream) throws VmStateException {
        MigrationCapabilities capabilities = env.settings().capabilities();
        replies = new Replies(stream, capabilities.has(Capability.SWITCHOVER_ACK));
        IncomingStream.Expected expected = new IncomingStream.Expected(
                StreamSettings.options(capabilities, env.settings().parameters()),
                StreamSettings.plan(strategy, capabilities),
                replies,
                env);
        try {
            IncomingStream.load(env.vm(), stream, expected, env.reporter());
            Memory.settle();
        } catch (InternalError e) {
            // What the JVM makes of a SIGBUS: /dev/shm is full, or there is no huge page left.
            String why = "the host has no memory for the guest's RAM";
            throw new VmStateException(VmStateException.Reason.IO, Errno.ENOMEM, why, e);
        }
    }

    /** The guest runs before anything is closed: it stands still meanwhile. On the main loop, or while that stands by. */
    private void enter(String problem) {
        refused = FAULT;
        refused = closing || problem != null ? problem : arrival.takeOver(replies);
        if (!closing && refused == null) {
            arrival.run();
        }
    }

    private void entered() {
        channel.close();
        if (closing) {
            return;
        }
        if (refused == null) {
            arrival.clearAway();
            replies.close(env.reporter());
            status.become(MigrationStatus.COMPLETED);
        } else {
            failed(refused);
        }
    }

    private void failed(String problem) {
        error = problem;
        predecessor.failed(problem);
        replies.failed();
        replies.close(env.reporter());
        boolean ends = exitOnError && !predecessor.leftAlone();
        if (!ends && refusal() == null) {
            secondTry.startOver(StreamSettings.plan(strategy, env.settings().capabilities()));
        }
        status.become(MigrationStatus.FAILED);
        if (exitOnError) {
            env.reporter().error(problem);
        }
        if (ends) {
            env.host().exit(1);
        }
    }

    /** After a failure: why no other stream can be loaded; null when one can. */
    String refusal() {
        return secondTry.refusal() != null ? secondTry.refusal() : predecessor.refusal();
    }

    /** The process ends: stops reading and waits a moment for the thread, which uses guest RAM. */
    void close(long millis) throws InterruptedException {
        closing = true;
        channel.shutdown();
        predecessor.close();
        if (thread != null) {
            thread.join(millis);
        }
        channel.close();
        replies.close(env.reporter());
    }

    /** Cuts the connection, or ends waiting for one: it fails. */
    void yank() {
        channel.shutdown();
    }

    /** Where the listener can be reached; empty when there is none. */
    @AnyThread
    List<Map<String, Object>> addresses() {
        return channel.addresses();
    }

    /** How long the guest stood still, as far as it is known here. */
    @AnyThread
    Downtime pause() {
        return arrival.pause();
    }

    /** Why it failed; null while it has not. */
    @AnyThread
    String error() {
        return error;
    }
}
