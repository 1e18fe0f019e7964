package baton.migration.run;

import baton.migration.channel.Channel;
import baton.migration.params.Capability;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationParameters;
import baton.migration.spi.DirtyLog;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.stream.DirtyRam;
import baton.migration.stream.OutgoingStream;
import baton.migration.stream.RamPlan;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Writes the main stream of a stopped guest, step by step with the status. On the migration thread. */
final class StreamSender {
    private final MigratableVm vm;
    private final Channel channel;
    private final MigrationStrategy strategy;
    private final MigrationCapabilities capabilities;
    private final MigrationParameters parameters;
    private final StatusCell status;

    StreamSender(
            MigratableVm vm, Channel channel, MigrationStrategy strategy, MigrationRequest request, StatusCell status) {
        this.vm = vm;
        this.channel = channel;
        this.strategy = strategy;
        this.capabilities = request.capabilities();
        this.parameters = request.parameters();
        this.status = status;
    }

    /**
     * Sends everything and makes it last.
     *
     * @throws IOException the channel failed, or a cancel came
     */
    void send(Progress progress, Timing timing) throws IOException, VmStateException {
        RamPlan plan = StreamSettings.plan(strategy, capabilities);
        OutgoingStream out =
                new OutgoingStream(vm, channel, StreamSettings.options(capabilities, parameters), plan, progress);
        try {
            out.header();
            out.ramSetup();
            DirtyRam ram = new DirtyRam(vm.ramBlocks(), plan);
            status.pass(progress.nextPass());
            timing.setUp(System.nanoTime());
            become(MigrationStatus.ACTIVE);
            sendRam(out, ram, progress);
            switchOver(progress);
            out.switchover(ram, DirtyLog.NONE);
            out.devices();
            out.end();
        } finally {
            out.close();
        }
        timing.part("finish", System.nanoTime());
        channel.finish();
    }

    private void sendRam(OutgoingStream out, DirtyRam ram, Progress progress) throws IOException {
        if (ram.total() > 0) {
            progress.ram(true);
            out.ramPart(ram, DirtyLog.NONE);
            progress.ram(false);
            status.pass(progress.nextPass());
        }
    }

    private void switchOver(Progress progress) throws InterruptedIOException {
        if (capabilities.has(Capability.PAUSE_BEFORE_SWITCHOVER)) {
            become(MigrationStatus.PRE_SWITCHOVER);
            progress.awaitSwitchover();
        }
        become(MigrationStatus.DEVICE);
        status.pass(progress.nextPass());
    }

    private void become(MigrationStatus next) throws InterruptedIOException {
        if (!status.become(next)) {
            throw new InterruptedIOException("cancelled");
        }
    }
}
