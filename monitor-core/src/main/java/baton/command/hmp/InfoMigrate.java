package baton.command.hmp;

import baton.migration.run.MigrationService;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info migrate}: where the last migration is, and how it goes. */
public final class InfoMigrate implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("migrate", "all:-a", "[-a]", "show migration status (-a: all, dump all status)");

    private final MigrationService migration;

    /** Asks {@code migration}. */
    public InfoMigrate(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        StringBuilder text = new StringBuilder();
        for (String line : migration.lines(args.flag("all"))) {
            text.append(line).append('\n');
        }
        out.print(text.toString());
    }
}
