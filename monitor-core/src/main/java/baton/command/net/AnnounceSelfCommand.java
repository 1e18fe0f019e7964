package baton.command.net;

import baton.migration.run.MigrationService;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import baton.net.Announcement;
import baton.net.Netdevs;
import java.util.function.Supplier;

/** {@code announce_self}: tells the network where the guest is. */
public final class AnnounceSelfCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("announce_self", "interfaces:s?,id:s?", "[interfaces] [id]", "Trigger GARP/RARP announcements");

    private final Supplier<Netdevs> network;
    private final MigrationService migration;

    /** Of what {@code network} has, as often as the parameters of {@code migration} say. */
    public AnnounceSelfCommand(Supplier<Netdevs> network, MigrationService migration) {
        this.network = network;
        this.migration = migration;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        network.get().announce(Announcement.of(migration.parameters().toMap(), args.strOr("interfaces", null)));
    }
}
