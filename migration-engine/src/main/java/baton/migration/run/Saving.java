package baton.migration.run;

import baton.base.AnyThread;
import baton.base.MainLoopThread;
import baton.migration.channel.Channel;
import baton.migration.params.MigMode;
import baton.migration.spi.MigrationFailed;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.RamBlock;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import java.io.IOException;
import java.io.InterruptedIOException;

/** What the migration thread does from the open main channel to the end of an outgoing migration. */
final class Saving implements StreamSender.Guest {
    /** The main loop's side of it. */
    @MainLoopThread
    interface Owner {
        /** Stops the guest, unless there is no point any more. */
        void stopGuest();

        /** Whether stopping the guest has been rehearsed for long enough. */
        @AnyThread
        boolean rehearsed();

        /** It is over: {@code problem} is null when the other side has everything. */
        void saved(String problem);
    }

    private static final String FAULT = "internal error: the migration thread ended early";

    private final Environment env;
    private final StatusCell status;
    private final MigrationStrategy strategy;
    private final Progress progress;
    private final Timing timing;
    private final Owner owner;
    private volatile boolean stopped;
    private volatile boolean goesOn;
    private volatile String elsewhere;

    Saving(
            Environment env,
            StatusCell status,
            MigrationStrategy strategy,
            Progress progress,
            Timing timing,
            Owner owner) {
        this.env = env;
        this.status = status;
        this.strategy = strategy;
        this.progress = progress;
        this.timing = timing;
        this.owner = owner;
    }

    /** Begins; the owner hears of the end on the main loop. */
    Thread start(Channel channel, MigrationRequest request) {
        return env.thread("migration", new Runnable() {
            @Override
            public void run() {
                save(channel, request);
            }
        });
    }

    private void save(Channel channel, MigrationRequest request) {
        timing.thread();
        StreamSender sender = new StreamSender(env, channel, strategy, request, status);
        String problem = FAULT;
        try {
            sender.send(progress, timing, this);
            elsewhere = strategy.handOver(this, timing.downtime());
            if (strategy.mode() == MigMode.NORMAL) {
                timing.delivered(System.nanoTime());
            }
            problem = atThePeer(channel) && !pass() ? "cancelled" : null;
        } catch (InterruptedIOException e) {
            problem = sender.reason(e.getMessage());
        } catch (IOException e) {
            problem = strategy.reason(sender.reason(
                    isBadAddress(e)
                            ? RamBlock.UNREADABLE
                            : "Unable to write to " + channel.kind() + ": " + e.getMessage()));
        } catch (VmStateException | MigrationFailed e) {
            problem = e.getMessage();
        } catch (InternalError e) {
            // What the JVM makes of a SIGBUS.
            problem = RamBlock.UNREADABLE;
        } finally {
            String why = problem;
            env.host().post(new Runnable() {
                @Override
                public void run() {
                    owner.saved(why);
                }
            });
            close(sender);
        }
    }

    /** What system calls make of a SIGBUS. */
    private static boolean isBadAddress(IOException e) {
        return e instanceof ErrnoException error && error.errno() == Errno.EFAULT;
    }

    @Override
    public boolean rehearsed() {
        return owner.rehearsed();
    }

    /** Whether somebody may run the guest by now: too late for a cancel. A file is still ours to take back. */
    private static boolean atThePeer(Channel channel) {
        return channel.kind().equals("socket");
    }

    /** After the guest could go on: what it takes to let go of the dirty log must not prolong its standstill. */
    private void close(StreamSender sender) {
        try {
            sender.close();
        } catch (IOException e) {
            env.reporter().error("could not clean up after the migration: " + e.getMessage());
        }
    }

    @Override
    public boolean pass() {
        return status.decide();
    }

    @Override
    public void back() {
        status.undecide();
    }

    @Override
    public void stop() throws InterruptedIOException {
        if (!stopped) {
            askForStop();
        }
        progress.brake().await(new Brake.Event() {
            @Override
            public boolean here() {
                return stopped;
            }
        });
    }

    /** The guest stands still. */
    @MainLoopThread
    void guestStopped() {
        stopped = true;
        progress.brake().signal();
    }

    private void askForStop() {
        env.host().post(new Runnable() {
            @Override
            public void run() {
                try {
                    owner.stopGuest();
                } finally {
                    guestStopped();
                }
            }
        });
    }

    @Override
    public void awaitContinue() throws InterruptedIOException {
        progress.brake().await(new Brake.Event() {
            @Override
            public boolean here() {
                return goesOn;
            }
        });
    }

    /** {@code migrate-continue}. */
    @AnyThread
    void goOn() {
        goesOn = true;
        progress.brake().signal();
    }

    /** Who runs the guest now; null when it may run here. */
    @AnyThread
    String elsewhere() {
        return elsewhere;
    }
}
