package baton.command.hmp;

import baton.migration.run.MigrationService;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info migrate_capabilities}: the migration capabilities. */
public final class InfoMigrateCapabilities implements HmpCommand {
    private static final HmpSpec SPEC =
            new HmpSpec("migrate_capabilities", "", "", "show current migration capabilities");

    private final MigrationService migration;

    /** Asks {@code migration}. */
    public InfoMigrateCapabilities(MigrationService migration) {
        this.migration = migration;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        StringBuilder text = new StringBuilder();
        for (String line : migration.capabilities().lines()) {
            text.append(line).append('\n');
        }
        out.print(text.toString());
    }
}
