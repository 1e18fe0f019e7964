package baton.migration.run;

import baton.migration.params.Capability;
import baton.migration.params.MigrationParameters;
import baton.migration.params.Parameter;
import baton.migration.spi.DirtyLog;
import baton.migration.spi.MigratableVm;
import baton.migration.stream.DirtyRam;
import baton.migration.stream.OutgoingStream;
import java.io.IOException;

/**
 * Sends RAM over and over while the guest writes to it, until what is left can be sent within the downtime limit; a guest
 * that stands still has its RAM sent once. On the migration thread.
 */
final class Precopy {
    /** How long one part of RAM takes before the limits are looked at again. */
    private static final long SLICE_NANOS = 50_000_000;

    private static final long MOMENT_MILLIS = 20;
    /** A guest that may be slowed down is looked at as often as this, however long a round takes. */
    private static final long LOOK_NANOS = 5_000_000_000L;

    private final OutgoingStream out;
    private final DirtyRam ram;
    private final DirtyLog log;
    private final Progress progress;
    private final StatusCell status;
    private final MigrationSettings settings;
    private final AutoConverge converge = new AutoConverge();
    private long lastLook = System.nanoTime();
    /** Bytes that were to be sent when the log was read last. */
    private long left = Long.MAX_VALUE;

    Precopy(
            OutgoingStream out,
            DirtyRam ram,
            DirtyLog log,
            Progress progress,
            StatusCell status,
            MigrationSettings settings) {
        this.out = out;
        this.ram = ram;
        this.log = log;
        this.progress = progress;
        this.status = status;
        this.settings = settings;
    }

    /** The dirty log has begun: all of RAM is to be sent. */
    void begin() {
        status.pass(progress.nextPass(ram.remaining()));
        progress.flows(new Rates(System.nanoTime(), settings.parameters().downtimeLimit()));
    }

    /**
     * Sends rounds; returns when the guest should stop for the last one.
     *
     * @param ready whether the other side can go on without the guest's processors running here
     */
    void rounds(MigratableVm vm, Brake.Event ready) throws IOException {
        progress.stage(Progress.Stage.RAM, live());
        while (!converged(vm, ready)) {
            progress.sliceUntil(System.nanoTime() + SLICE_NANOS);
            out.ramPart(ram, log);
            progress.rates().look(System.nanoTime(), progress.sent(), progress.pages(), switchoverBandwidth());
            if (settings.capabilities().has(Capability.AUTO_CONVERGE) && System.nanoTime() - lastLook > LOOK_NANOS) {
                collect(vm);
            }
        }
        progress.noSlices();
        progress.stage(Progress.Stage.STATE, live());
    }

    /** The guest has stopped: learns what it wrote to last. */
    void last() throws IOException {
        ram.collect(log);
        status.pass(progress.nextPass(ram.remaining()));
        progress.stage(Progress.Stage.LAST_RAM, false);
    }

    private boolean live() {
        return log != DirtyLog.NONE;
    }

    private boolean converged(MigratableVm vm, Brake.Event ready) throws IOException {
        if (ram.total() == 0) {
            return true;
        }
        if (ram.remaining() > threshold()) {
            return false;
        }
        long before = left;
        collect(vm);
        left = ram.remaining();
        // As long as each round leaves less than half of what the one before left, another costs little and saves the
        // guest a wait.
        boolean pays = left > 0 && left < before / 2;
        return left <= threshold() && !pays && atOnce(ready);
    }

    /** False when it has to be waited for, and was for a moment: the guest goes on writing meanwhile. */
    private boolean atOnce(Brake.Event ready) throws IOException {
        boolean here = progress.brake().has(ready);
        if (!here) {
            progress.brake().await(ready, MOMENT_MILLIS);
            left = Long.MAX_VALUE;
        }
        return here;
    }

    /** Bytes that can be left; a guest that stands still loses nothing when all is sent before its state. */
    private long threshold() {
        MigrationParameters limits = settings.parameters();
        return live()
                ? progress.rates()
                        .threshold(System.nanoTime(), progress.sent(), switchoverBandwidth(), limits.downtimeLimit())
                : 0;
    }

    private long switchoverBandwidth() {
        return settings.parameters().number(Parameter.AVAIL_SWITCHOVER_BANDWIDTH);
    }

    private void collect(MigratableVm vm) throws IOException {
        long dirty = ram.collect(log);
        status.pass(progress.nextPass(ram.remaining()));
        lastLook = System.nanoTime();
        Rates rates = progress.rates();
        if (rates.collected(lastLook, dirty)) {
            if (live() && settings.capabilities().has(Capability.AUTO_CONVERGE)) {
                throttle(
                        vm,
                        converge.periodEnded(
                                rates.periodDirty(), rates.periodSent(progress.sent()), settings.parameters()));
            }
            rates.nextPeriod(lastLook, progress.sent());
        }
    }

    private void throttle(MigratableVm vm, int percent) {
        if (percent != progress.throttle()) {
            progress.throttled(percent);
            vm.throttle(percent);
        }
    }
}
