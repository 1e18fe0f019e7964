package baton.command.hmp;

import baton.base.Reporter;
import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.List;

/** {@code migrate_incoming}: starts the incoming migration that was deferred. */
public final class MigrateIncomingCommand implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("migrate_incoming", "uri:s", "uri", "Continue an incoming migration from an -incoming defer");

    private final MigrationService migration;
    private final Delay delay;
    private final Reporter reporter;

    /** Acts on {@code migration}, looks after {@code delay}, and says on {@code reporter} what went wrong meanwhile. */
    public MigrateIncomingCommand(MigrationService migration, Delay delay, Reporter reporter) {
        this.migration = migration;
        this.delay = delay;
        this.reporter = reporter;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public List<String> complete(List<String> words) {
        return List.of("exec:", "fd:", "file:", "tcp:", "unix:", "vsock:");
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            migration.startIncoming(args.str("uri"), null, false);
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
        migration.tellIncoming(new MigrationService.Begun() {
            @Override
            public void begun() {
                // The prompt came back at once.
            }

            @Override
            public void refused(String why) {
                reporter.error(why);
            }
        });
        if (ShortWait.suits(args.str("uri"))) {
            new ShortWait(migration, delay).start(out);
        }
    }
}
