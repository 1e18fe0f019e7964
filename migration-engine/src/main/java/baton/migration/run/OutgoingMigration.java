package baton.migration.run;

import baton.base.AnyThread;
import baton.base.MainLoopThread;
import baton.migration.channel.Channel;
import baton.migration.spi.MigrationFailed;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import java.io.IOException;

/**
 * One migration out of this process. Steps: {@link #start}, the mode's preparation, {@link #ready}, main channel open, then
 * {@link Saving} on a thread of its own, which has the guest stopped when it is time, and {@link #saved} back on the main
 * loop, which ends it as completed, failed or cancelled.
 */
@MainLoopThread
final class OutgoingMigration implements MigrationStrategy.Preparation, Opening.Result, Saving.Owner {
    /** A guest that runs is not stopped before this, unless its stop has been rehearsed: only of use where nothing was set before. */
    private static final long PRACTICE_MILLIS = 100;

    private final Environment env;
    private final StatusCell status;
    private final MigrationStrategy strategy;
    private final MigrationRequest request;
    private final Progress progress;
    private final Timing timing;

    private final Verdict verdict = new Verdict();
    private final Opening opening;
    private final Rehearsal rehearsal;
    private final SenderChannel channel;
    private final Saving saving;
    private final Standstill standstill;
    private volatile Thread thread;
    private boolean replied;
    private boolean closing;
    private volatile String error;

    OutgoingMigration(
            Environment env,
            StatusCell status,
            MigrationStrategy strategy,
            MigrationRequest request,
            Rehearsal rehearsal) {
        this.env = env;
        this.status = status;
        this.strategy = strategy;
        this.request = request;
        this.rehearsal = rehearsal;
        this.timing = new Timing(System.nanoTime());
        this.progress = new Progress(
                StreamSettings.copiedBytes(env.vm(), strategy, request.capabilities()),
                new Brake(request.parameters().maxBandwidth()),
                new Rates(System.nanoTime(), request.parameters().downtimeLimit()));
        this.opening = new Opening(
                env, request.main(), StreamSettings.beside(request.capabilities(), request.parameters()), this);
        this.standstill = new Standstill(env);
        this.channel = new SenderChannel(env.reporter());
        this.saving = new Saving(env, status, strategy, progress, timing, this);
    }

    /** Begins; returns when it is under way. A refusal has left the status failed. */
    void start() throws MigrationRefused {
        status.become(MigrationStatus.SETUP);
        // Nobody waits for a guest that stands still anyway.
        if (env.vm().runState().equals("running")) {
            rehearsal.begin(strategy.stopsVmFirst());
        }
        try {
            strategy.prepare(env.vm(), request, this);
        } catch (MigrationFailed e) {
            failed(e.getMessage());
        }
        if (error != null) {
            throw new MigrationRefused(error);
        }
        replied = true;
    }

    @Override
    public void examine(MigrationStrategy.Waiting examination) {
        verdict.waitFor();
        await(examination);
    }

    /** Tells {@code who} when it is under way or refused; at once unless it is still being examined. */
    void tell(MigrationService.Begun who) {
        verdict.tell(who);
    }

    @Override
    public void await(MigrationStrategy.Waiting waiting) {
        thread = Preparing.start(env, waiting, new Preparing.Result() {
            @Override
            public void prepared(String problem) {
                if (problem == null && status.get() != MigrationStatus.CANCELLING) {
                    ready();
                } else {
                    failed(problem);
                }
            }
        });
    }

    /** A peer that is connected to waits for the guest at once, so that is rehearsed before; a file is opened first. */
    @Override
    public void ready() {
        if (strategy.stopsVmFirst() && request.main().live()) {
            rehearsal.whenDone(new Runnable() {
                @Override
                public void run() {
                    openMain();
                }
            });
        } else {
            openMain();
        }
    }

    private void openMain() {
        if (status.get() != MigrationStatus.SETUP) {
            ended();
            return;
        }
        try {
            Thread waiting = opening.start(strategy);
            if (waiting != null) {
                thread = waiting;
            }
        } catch (IOException e) {
            failed(e.getMessage());
        }
        if (error == null) {
            verdict.begun();
        }
    }

    @Override
    public void opened(Channel opened) {
        channel.opened(opened);
        opened.patience(strategy.patienceMillis());
        if (strategy.stopsVmFirst()) {
            rehearsal.whenDone(new Runnable() {
                @Override
                public void run() {
                    save(opened);
                }
            });
        } else {
            save(opened);
        }
    }

    private void save(Channel opened) {
        if (status.get() != MigrationStatus.SETUP) {
            ended();
            return;
        }
        thread = saving.start(opened, request);
        if (strategy.stopsVmFirst() && !request.main().live()) {
            // Nobody waits at a file: who gave the order finds the guest stopped.
            stopGuest();
            saving.guestStopped();
        }
    }

    /** It was cancelled, or has failed, while it waited for its rehearsal. */
    private void ended() {
        if (status.get() == MigrationStatus.CANCELLING) {
            failed(null);
        }
    }

    @Override
    public void notOpened(String why) {
        failed(why);
    }

    @Override
    public void stopGuest() {
        MigrationStatus now = status.get();
        if (standstill.on() || now != MigrationStatus.SETUP && now != MigrationStatus.ACTIVE) {
            return;
        }
        timing.stopping(System.nanoTime());
        standstill.begin();
        strategy.guestStopped();
        if (env.vm().over()) {
            cancel();
        }
        timing.part("save", System.nanoTime());
    }

    @Override
    public boolean rehearsed() {
        return !rehearsal.isOn() || timing.totalMillis(System.nanoTime()) > PRACTICE_MILLIS;
    }

    @Override
    public void saved(String problem) {
        if (problem != null || status.get() == MigrationStatus.CANCELLING) {
            failed(problem);
            return;
        }
        // Ends the clocks before anybody can ask for a completed migration.
        timing.ended(System.nanoTime());
        env.vm().handedOver();
        if (elsewhere() != null) {
            env.vm().takenOver(elsewhere());
        }
        status.become(MigrationStatus.COMPLETED);
        try {
            strategy.completed(env.vm());
            channel.close(false);
        } catch (MigrationFailed e) {
            failed(e.getMessage());
        }
    }

    @Override
    public void failed(String why) {
        if (closing || standstill.ending()) {
            return;
        }
        channel.close(true);
        env.vm().throttle(0);
        rehearsal.stop();
        strategy.failed(env.vm());
        standstill.whenDisksAreBack(new Runnable() {
            @Override
            public void run() {
                goOn(why);
            }
        });
    }

    /** The guest runs here again, if it did. */
    private void goOn(String why) {
        env.host().stays();
        if (status.get() == MigrationStatus.CANCELLING) {
            standstill.end();
            status.become(MigrationStatus.CANCELLED);
            verdict.refused("migration was cancelled");
            return;
        }
        error = why;
        status.become(MigrationStatus.FAILED);
        if (!verdict.refused(why) && replied) {
            env.reporter().error(why);
        }
        standstill.end();
    }

    /** Asks it to end; the guest goes on, and the status becomes cancelled, once it has. */
    void cancel() {
        if (!status.get().running() || status.get() == MigrationStatus.CANCELLING) {
            return;
        }
        if (!status.become(MigrationStatus.CANCELLING)) {
            // It is being handed over: the mode asks for it back, and the status follows if it gets it.
            strategy.cancel();
            interrupt();
            return;
        }
        rehearsal.stop();
        strategy.cancel();
        opening.cancel();
        interrupt();
        if (thread == null) {
            // Nothing but the mode's preparation is under way, and failed() undoes that.
            failed(null);
        }
    }

    /** Ends what the migration thread waits for. */
    private void interrupt() {
        progress.brake().stop("cancelled");
        channel.interrupt();
    }

    /** Cuts the connection: it fails as if the other side had. Does nothing to a file. */
    void yank() {
        if (!request.main().live()) {
            return;
        }
        progress.brake().stop("Channel error: the connection was shut down");
        channel.interrupt();
    }

    /** Goes on from pre-switchover. */
    void proceed() {
        saving.goOn();
    }

    /** The process ends: cancels, and waits a moment for the thread, so that no half file stays behind. */
    void close(long millis) throws InterruptedException {
        cancel();
        closing = true;
        standstill.abandon();
        Thread running = thread;
        if (running != null) {
            running.join(millis);
        }
        channel.close(true);
    }

    /** Who runs the guest now; null when it may run here. */
    @AnyThread
    String elsewhere() {
        return saving.elsewhere();
    }

    @AnyThread
    Progress progress() {
        return progress;
    }

    @AnyThread
    Timing timing() {
        return timing;
    }

    /** Why it failed; null while it has not. */
    @AnyThread
    String error() {
        return error;
    }
}
