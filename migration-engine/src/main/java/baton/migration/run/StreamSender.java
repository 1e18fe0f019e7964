package baton.migration.run;

import baton.migration.channel.Channel;
import baton.migration.params.Capability;
import baton.migration.params.MigMode;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationParameters;
import baton.migration.spi.DirtyLog;
import baton.migration.spi.MigrationFailed;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.stream.DirtyRam;
import baton.migration.stream.OutgoingStream;
import baton.migration.stream.RamPlan;
import baton.migration.stream.StreamOptions;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Memory;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Writes the main stream, step by step with the status. On the migration thread. */
final class StreamSender {
    /** The guest, as the stream's steps need it to stand. */
    interface Guest extends MigrationStrategy.NoReturn {
        /** Whether its stop has been rehearsed for long enough. */
        boolean rehearsed();

        /** Stops it; returns when it stands still. */
        void stop() throws InterruptedIOException;

        /** Waits for {@code migrate-continue}. */
        void awaitContinue() throws InterruptedIOException;
    }

    private final Environment env;
    private final Channel channel;
    private final MigrationStrategy strategy;
    private final MigrationCapabilities capabilities;
    private final MigrationParameters parameters;
    private final StatusCell status;
    private ReturnPath answers;
    private DirtyLog log = DirtyLog.NONE;

    StreamSender(
            Environment env, Channel channel, MigrationStrategy strategy, MigrationRequest request, StatusCell status) {
        this.env = env;
        this.channel = channel;
        this.strategy = strategy;
        this.capabilities = request.capabilities();
        this.parameters = request.parameters();
        this.status = status;
    }

    /**
     * Sends everything, makes it last and hears from the destination that it is there, if it answers.
     *
     * @throws IOException the channel failed, or a cancel came
     * @throws MigrationFailed the destination cannot answer
     */
    void send(Progress progress, Timing timing, Guest guest) throws IOException, VmStateException, MigrationFailed {
        RamPlan plan = StreamSettings.plan(strategy, capabilities);
        StreamOptions options = StreamSettings.options(capabilities, parameters);
        OutgoingStream out = new OutgoingStream(env.vm(), channel, options, plan, progress, env);
        try {
            out.header();
            openReturnPath(out, progress);
            DirtyRam ram = new DirtyRam(env.vm().ramBlocks(), plan);
            if (!strategy.stopsVmFirst()) {
                log = env.vm().logWrites();
            }
            out.ramSetup();
            if (strategy.stopsVmFirst()) {
                guest.stop();
            }
            Precopy precopy = new Precopy(out, ram, log, progress, status, env.settings());
            precopy.begin();
            timing.setUp(System.nanoTime());
            become(MigrationStatus.ACTIVE);
            precopy.rounds(env.vm(), mayStop(guest));
            switchOver(guest);
            precopy.last();
            out.switchover(ram, log);
            Memory.settle();
            progress.stage(Progress.Stage.STATE, false);
            out.devices();
            timing.part("finish", System.nanoTime());
            if (lastByteDecides()) {
                deliver(out, guest);
            } else {
                end(out);
            }
        } finally {
            out.close();
        }
    }

    private void end(OutgoingStream out) throws IOException {
        out.end();
        channel.finish();
    }

    /** Whether the stream alone lets the destination run the guest: a file can be taken back, other modes have words of their own. */
    private boolean lastByteDecides() {
        return answers != null
                || strategy.mode() == MigMode.NORMAL && channel.kind().equals("socket");
    }

    /** With the last byte the destination may run the guest: from here on a cancel, or a failure, has to ask it first, if it can. */
    private void deliver(OutgoingStream out, Guest guest) throws IOException {
        out.flush();
        if (!guest.pass()) {
            throw new InterruptedIOException("cancelled");
        }
        boolean whole = false;
        try {
            end(out);
            whole = true;
            if (answers != null) {
                answers.awaitLoaded();
            }
        } catch (IOException e) {
            if (answers == null || answers.takeBack(whole)) {
                guest.back();
                throw e;
            }
        }
    }

    private void openReturnPath(OutgoingStream out, Progress progress) throws IOException, MigrationFailed {
        if (!strategy.answered(capabilities)) {
            return;
        }
        try {
            answers = ReturnPath.open(channel, env, progress.brake());
        } catch (IOException e) {
            throw new MigrationFailed(e.getMessage(), e);
        }
        out.openReturnPath();
    }

    private Brake.Event mayStop(Guest guest) {
        boolean acknowledged = capabilities.has(Capability.SWITCHOVER_ACK) && answers != null;
        return new Brake.Event() {
            @Override
            public boolean here() {
                return guest.rehearsed() && (!acknowledged || answers.mayStop());
            }
        };
    }

    private void switchOver(Guest guest) throws InterruptedIOException {
        if (!strategy.stopsVmFirst()) {
            guest.stop();
        }
        if (capabilities.has(Capability.PAUSE_BEFORE_SWITCHOVER)) {
            become(MigrationStatus.PRE_SWITCHOVER);
            guest.awaitContinue();
        }
        become(MigrationStatus.DEVICE);
    }

    private void become(MigrationStatus next) throws InterruptedIOException {
        if (!status.become(next)) {
            throw new InterruptedIOException("cancelled");
        }
    }

    /** Why writing failed: what the destination has said, or else {@code ours}. */
    String reason(String ours) {
        String theirs = answers == null ? null : answers.problem();
        return theirs == null ? ours : theirs;
    }

    /** Lets go of the dirty log and the return path, whatever became of the stream. */
    void close() throws IOException {
        try {
            log.close();
        } finally {
            if (answers != null) {
                answers.close();
            }
        }
    }
}
