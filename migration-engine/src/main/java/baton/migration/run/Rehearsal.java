package baton.migration.run;

import baton.base.Closer;
import baton.base.EventSink;
import baton.base.MainLoopThread;
import baton.migration.channel.Channel;
import baton.migration.channel.Channels;
import baton.migration.params.MigMode;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationParameters;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationFailed;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import baton.migration.spi.Understudy;
import baton.migration.stream.IncomingStream;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Fd;
import baton.nat.libc.Memfd;
import baton.nat.libc.Scheduling;
import java.io.IOException;

/**
 * Hands an understudy over to itself, again and again, before the guest has to stand still: a JVM runs code three to
 * twenty times faster once it has been compiled, and for a hand-over that is ten milliseconds of the guest's pause. On a
 * thread of its own that leaves the processors to whoever wants them, and for a bounded time. What fails here is no
 * failure: then the guest merely waits longer.
 */
final class Rehearsal {
    /** HotSpot compiles a method at its two-hundredth call, and most are called more than once a round. */
    private static final int ROUNDS = 90;

    private static final long LIMIT_NANOS = 1_500_000_000;
    /** Whoever waits gives up on a rehearsal that is not over by then. */
    private static final long PATIENCE_MILLIS = 3000;

    private static final int NICE = 15;
    /** Between two rounds the processors are the guest's: on a small host it would wait for its turn otherwise. */
    private static final long REST_MILLIS = 3;
    /** What a socket surely holds unread; a longer stream goes through memory. */
    private static final int SOCKET_HOLDS = 64 * 1024;

    private static final MigrationRequest REQUEST =
            new MigrationRequest(null, null, MigrationParameters.defaults(), MigrationCapabilities.defaults());

    private final Environment env;
    private final long deadline = System.nanoTime() + LIMIT_NANOS;
    private volatile boolean stopped;
    private boolean done;
    private Runnable next;

    private Rehearsal(Environment env) {
        this.env = env;
    }

    /** One that is over. */
    static Rehearsal none() {
        Rehearsal rehearsal = new Rehearsal(null);
        rehearsal.done = true;
        return rehearsal;
    }

    /** Begins one; it is over at once where there is no machine. */
    @MainLoopThread
    static Rehearsal begin(Environment env) {
        Rehearsal rehearsal = new Rehearsal(env);
        Understudy understudy = env.host().understudy();
        if (understudy == null) {
            rehearsal.done = true;
        } else {
            env.thread("rehearsal", new Runnable() {
                @Override
                public void run() {
                    rehearsal.supervise(understudy);
                }
            });
        }
        return rehearsal;
    }

    /** Runs {@code task} on the main loop when this is over; at once if it is. The last task given counts. */
    @MainLoopThread
    void whenDone(Runnable task) {
        if (done) {
            task.run();
        } else {
            next = task;
        }
    }

    /** Ends it soon. Any thread. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** A guest must not wait for an understudy, whatever has become of that. */
    private void supervise(Understudy understudy) {
        Thread actor = env.thread("understudy", new Runnable() {
            @Override
            public void run() {
                act(understudy);
            }
        });
        try {
            actor.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop();
            over();
        }
    }

    private void act(Understudy understudy) {
        Scheduling.nice(NICE);
        try (Closer closer = new Closer()) {
            closer.add(understudy);
            perform(understudy.vm(), closer.add(Memfd.create("rehearsal", 0)));
        } catch (IOException | VmStateException | MigrationFailed e) {
            // A real hand-over will say what is wrong, if it is.
            stop();
        }
    }

    private void perform(MigratableVm vm, Fd memory) throws IOException, VmStateException, MigrationFailed {
        MigrationSettings settings = new MigrationSettings(env.reporter());
        Environment stage = new Environment(vm, env.channels(), env.host(), settings, env.reporter());
        long length = 0;
        for (int i = 0; i < ROUNDS && !stopped && System.nanoTime() < deadline; i++) {
            boolean socket = i % 2 == 1 && length < SOCKET_HOLDS;
            length = socket ? throughSocket(stage) : throughMemory(stage, memory);
            rest();
        }
    }

    private synchronized void rest() {
        try {
            if (!stopped) {
                wait(REST_MILLIS);
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private static long throughSocket(Environment stage) throws IOException, VmStateException, MigrationFailed {
        try (Closer closer = new Closer()) {
            Channel[] pair = Channels.pair();
            closer.add(pair[0]);
            closer.add(pair[1]);
            long length = save(stage, pair[0]);
            load(stage, pair[1]);
            return length;
        }
    }

    private static long throughMemory(Environment stage, Fd memory)
            throws IOException, VmStateException, MigrationFailed {
        try (Closer closer = new Closer()) {
            long length = save(stage, closer.add(stage.channels().over(memory)));
            load(stage, closer.add(stage.channels().over(memory)));
            return length;
        }
    }

    private static long save(Environment stage, Channel channel) throws IOException, VmStateException, MigrationFailed {
        MigratableVm vm = stage.vm();
        vm.activate();
        Timing timing = new Timing(System.nanoTime());
        timing.stopping(System.nanoTime());
        vm.freeze();
        timing.part("save", System.nanoTime());
        Progress progress = new Progress(0, new Brake(0), new Rates(System.nanoTime(), 1));
        StatusCell status = new StatusCell(stage.settings(), EventSink.NONE);
        status.become(MigrationStatus.SETUP);
        StreamSender sender = new StreamSender(stage, channel, new InPlace(), REQUEST, status);
        sender.send(progress, timing, new Still());
        sender.close();
        vm.handedOver();
        return progress.sent();
    }

    private static void load(Environment stage, Channel channel) throws VmStateException {
        MigrationCapabilities capabilities = MigrationCapabilities.defaults();
        IncomingStream.load(
                stage.vm(),
                channel,
                StreamSettings.options(capabilities, MigrationParameters.defaults()),
                StreamSettings.plan(new InPlace(), capabilities),
                stage.reporter(),
                stage);
        stage.vm().commit();
    }

    private void over() {
        env.host().post(new Runnable() {
            @Override
            public void run() {
                done = true;
                if (next != null) {
                    next.run();
                }
            }
        });
    }

    /** A hand-over that leaves RAM where it is. */
    private static final class InPlace implements MigrationStrategy {
        @Override
        public MigMode mode() {
            return MigMode.NORMAL;
        }

        @Override
        public void check(MigratableVm vm, MigrationRequest request) {}

        @Override
        public boolean stopsVmFirst() {
            return true;
        }

        @Override
        public RamPolicy ram(RamBlock block, MigrationCapabilities capabilities) {
            return RamPolicy.BY_FD;
        }

        @Override
        public void completed(MigratableVm vm) {}

        @Override
        public void failed(MigratableVm vm) {}
    }

    /** A guest that has been stopped. */
    private static final class Still implements StreamSender.Guest {
        @Override
        public void stop() {}

        @Override
        public void awaitContinue() {}

        @Override
        public boolean pass() {
            return true;
        }

        @Override
        public void back() {}
    }
}
