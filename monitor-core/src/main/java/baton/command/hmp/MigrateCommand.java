package baton.command.hmp;

import baton.base.Reporter;
import baton.migration.run.MigrationService;
import baton.migration.run.MigrationStatus;
import baton.migration.spi.MigrationRefused;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.util.List;

/** {@code migrate}: migrates the guest; without {@code -d} the prompt comes back when it is over. */
public final class MigrateCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "migrate",
            "detach:-d,resume:-r,uri:s",
            "[-d] [-r] uri",
            "migrate to URI (using -d to not wait for completion)\n\t\t\t -r to resume a paused postcopy migration");
    private static final long POLL_MILLIS = 100;

    private final MigrationService migration;
    private final Delay delay;
    private final Reporter reporter;

    /** Acts on {@code migration}, looks after {@code delay}, and says on {@code reporter} what went wrong meanwhile. */
    public MigrateCommand(MigrationService migration, Delay delay, Reporter reporter) {
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
        return List.of("exec:", "fd:", "file:", "memfd:", "tcp:", "unix:", "vsock:");
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        try {
            migration.start(args.str("uri"), null, args.flag("resume"));
        } catch (MigrationRefused e) {
            throw QmpException.generic(e.getMessage());
        }
        if (args.flag("detach")) {
            // In other modes the guest runs meanwhile, or what comes next depends on somebody else.
            if (migration.onlySaves() && ShortWait.suits(args.str("uri"))) {
                new ShortWait(migration, delay).start(out);
            }
            return;
        }
        Runnable resume = out.suspend();
        if (resume == null) {
            out.print("terminal does not allow synchronous migration, continuing detached\n");
        } else {
            await(0, resume);
        }
    }

    private void await(long millis, Runnable resume) {
        delay.after(millis, new Runnable() {
            @Override
            public void run() {
                look(resume);
            }
        });
    }

    private void look(Runnable resume) {
        MigrationStatus status = migration.status();
        if (status == MigrationStatus.SETUP || status == MigrationStatus.ACTIVE) {
            await(POLL_MILLIS, resume);
            return;
        }
        if (migration.query().get("error-desc") instanceof String why) {
            reporter.error(why);
        }
        resume.run();
    }
}
