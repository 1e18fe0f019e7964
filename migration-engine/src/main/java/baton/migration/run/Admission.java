package baton.migration.run;

import baton.base.MainLoopThread;
import baton.migration.channel.ChannelAddress;
import baton.migration.params.MigrationParameters;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.stream.DryRun;
import baton.migration.vmstate.VmStateException;
import java.util.ArrayList;
import java.util.List;

/** What stands against migrating, before anything has happened: refusals in QEMU's order (docs/wire/cpr.md, 0). */
@MainLoopThread
final class Admission {
    static final String IN_PROGRESS = "There's a migration process in progress";

    private final MigratableVm vm;
    private final MigrationSettings settings;

    Admission(MigratableVm vm, MigrationSettings settings) {
        this.vm = vm;
        this.settings = settings;
    }

    /** The request that {@code migrate} makes, to be carried out by {@code strategy}; {@code now}: where the last one is. */
    MigrationRequest admit(
            String uri, List<?> channels, boolean resume, MigrationStrategy strategy, MigrationStatus now)
            throws MigrationRefused {
        Route route = Route.read(uri, channels);
        Transport.check(route.main(), settings.capabilities());
        strategy.checkChannels(route.main(), route.cpr());
        if (route.main() instanceof ChannelAddress.Memory && !strategy.keepsMemory()) {
            throw new MigrationRefused("memfd: is for mode cpr-exec, where the process itself goes on");
        }
        if (resume) {
            throw new MigrationRefused("Cannot resume if there is no paused migration");
        }
        refuseByState(now);
        refuseByBlockers(strategy);
        MigrationParameters parameters = settings.parameters();
        MigrationRequest request = new MigrationRequest(route.main(), route.cpr(), parameters, settings.capabilities());
        Transport.check(request.capabilities(), parameters);
        strategy.check(vm, request);
        trySaving();
        return request;
    }

    private void refuseByState(MigrationStatus now) throws MigrationRefused {
        if (now.running()) {
            throw new MigrationRefused(IN_PROGRESS);
        }
        switch (vm.runState()) {
            case "inmigrate" -> throw new MigrationRefused("Guest is waiting for an incoming migration");
            case "postmigrate" -> throw new MigrationRefused(
                    "Can't migrate the vm that was paused due to previous migration");
            default -> {}
        }
    }

    private void refuseByBlockers(MigrationStrategy strategy) throws MigrationRefused {
        for (String id : vm.nonMigratable()) {
            throw new MigrationRefused("State blocked by non-migratable device '" + id + "'");
        }
        List<String> blockers = strategy.blockers(vm);
        if (!blockers.isEmpty()) {
            throw new MigrationRefused(blockers.get(blockers.size() - 1));
        }
    }

    /** While the guest still runs: what saving would trip over stops it here, with nothing changed. */
    private void trySaving() throws MigrationRefused {
        try {
            DryRun.save(vm);
        } catch (VmStateException e) {
            throw new MigrationRefused(e.getMessage(), e);
        }
    }

    /** What stands against migrating with {@code strategy}, oldest first. */
    List<String> blockedReasons(MigrationStrategy strategy) {
        List<String> reasons = new ArrayList<>();
        for (String id : vm.nonMigratable()) {
            reasons.add("non-migratable device: " + id);
        }
        reasons.addAll(strategy.blockers(vm));
        return reasons;
    }
}
