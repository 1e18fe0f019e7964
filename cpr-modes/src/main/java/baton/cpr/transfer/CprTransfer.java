package baton.cpr.transfer;

import baton.cpr.limits.CprLimits;
import baton.cpr.state.CprFds;
import baton.cpr.state.DeviceFds;
import baton.migration.channel.ChannelAddress;
import baton.migration.params.MigMode;
import baton.migration.params.MigrationCapabilities;
import baton.migration.spi.Downtime;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationFailed;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import java.io.IOException;
import java.util.List;

/**
 * Mode {@code cpr-transfer}, the old side. The state goes to the new process, which hangs up once it listens for the main
 * stream. With a Baton it is agreed who runs the guest ({@link Successor}); of a QEMU nothing is heard after the hang-up, and
 * the migration has completed when everything is written.
 */
public final class CprTransfer implements MigrationStrategy {
    private final CprFds inherited;
    private final DeviceFds devices;
    private MigrationRequest request;
    /** Null until it was reached. */
    private Successor successor;

    /** {@code inherited}: what this process was handed and nobody took; null for nothing. */
    public CprTransfer(CprFds inherited, DeviceFds devices) {
        this.inherited = inherited;
        this.devices = devices;
    }

    @Override
    public MigMode mode() {
        return MigMode.CPR_TRANSFER;
    }

    @Override
    public void checkChannels(ChannelAddress main, ChannelAddress cpr) throws MigrationRefused {
        checkIncoming(main);
        if (cpr == null) {
            throw new MigrationRefused("missing 'cpr' migration channel");
        }
        if (main instanceof ChannelAddress.Inet inet && inet.port() == 0) {
            throw new MigrationRefused("cpr-transfer cannot use inet port 0: give the port the new process listens on");
        }
    }

    @Override
    public void checkIncoming(ChannelAddress main) throws MigrationRefused {
        if (main instanceof ChannelAddress.File) {
            throw new MigrationRefused("Migration requires streamable transport (eg unix)");
        }
    }

    @Override
    public void check(MigratableVm vm, MigrationRequest asked) throws MigrationRefused {
        CprLimits.checkCapabilities(asked.capabilities());
    }

    @Override
    public List<String> blockers(MigratableVm vm) {
        return CprLimits.ramBlockers(vm);
    }

    @Override
    public boolean stopsVmFirst() {
        return true;
    }

    @Override
    public RamPolicy ram(RamBlock block, MigrationCapabilities capabilities) {
        return RamPolicy.BY_FD;
    }

    @Override
    public void prepare(MigratableVm vm, MigrationRequest asked, Preparation preparation) throws MigrationFailed {
        request = asked;
        if (!(asked.cpr() instanceof ChannelAddress.Unix unix)) {
            throw new MigrationFailed("bad cpr channel address; must be unix");
        }
        try {
            successor = Successor.connect(unix, asked.parameters().cprTimeout());
            successor.send(CprFds.outgoing(vm.ramBlocks(), inherited));
            successor.leave(devices.kept(false));
        } catch (IOException e) {
            throw new MigrationFailed(e.getMessage(), e);
        }
        preparation.await(new Waiting() {
            @Override
            public void await() throws MigrationFailed {
                successor.awaitListening();
            }
        });
    }

    @Override
    public void guestStopped() {
        if (successor.talks()) {
            devices.hold();
        }
    }

    @Override
    public String handOver(NoReturn point, Downtime pause) throws MigrationFailed {
        if (!successor.talks()) {
            return null;
        }
        pause.next("transfer", System.nanoTime());
        return "The guest was taken over by process " + successor.agree(point, pause)
                + " and runs there on the same memory: quit this process, or its memory will be destroyed";
    }

    @Override
    public String reason(String ours) {
        return successor.reason(ours);
    }

    @Override
    public long patienceMillis() {
        return request.parameters().cprTimeout();
    }

    @Override
    public void cancel() {
        if (successor != null) {
            successor.stopWaiting();
        }
    }

    @Override
    public void completed(MigratableVm vm) throws MigrationFailed {
        devices.release();
        if (!successor.talks()) {
            devices.stay();
        }
        successor.close();
    }

    @Override
    public void failed(MigratableVm vm) {
        if (successor != null) {
            // Before the guest runs here again: from now on the new process must not, whatever it has.
            successor.sendAway();
        }
        devices.release();
        devices.stay();
        if (successor != null) {
            successor.close();
        }
    }
}
