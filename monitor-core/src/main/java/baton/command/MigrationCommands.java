package baton.command;

import baton.chardev.Chardevs;
import baton.command.migration.Migrate;
import baton.command.migration.MigrateCancel;
import baton.command.migration.MigrateContinue;
import baton.command.migration.MigrateIncoming;
import baton.command.migration.MigratePause;
import baton.command.migration.MigrateRecover;
import baton.command.migration.MigrateSetCapabilities;
import baton.command.migration.MigrateSetParameters;
import baton.command.migration.MigrateStartPostcopy;
import baton.command.migration.QueryMigrate;
import baton.command.migration.QueryMigrateCapabilities;
import baton.command.migration.QueryMigrateParameters;
import baton.command.migration.QueryMigrationThreads;
import baton.command.migration.QueryYank;
import baton.command.migration.Yank;
import baton.migration.run.MigrationService;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;

/** QMP's commands about migration. */
final class MigrationCommands implements QmpCommands {
    private static final String[] NAMES = {
        "migrate",
        "migrate-continue",
        "migrate-incoming",
        "migrate-pause",
        "migrate-recover",
        "migrate-set-capabilities",
        "migrate-set-parameters",
        "migrate-start-postcopy",
        "migrate_cancel",
        "query-migrate",
        "query-migrate-capabilities",
        "query-migrate-parameters",
        "query-migrationthreads",
        "query-yank",
        "yank"
    };

    private final MigrationService migration;
    private final Chardevs chardevs;

    MigrationCommands(MigrationService migration, Chardevs chardevs) {
        this.migration = migration;
        this.chardevs = chardevs;
    }

    @Override
    public QmpCommand find(String name) {
        return switch (name) {
            case "migrate" -> new Migrate(migration);
            case "migrate-continue" -> new MigrateContinue(migration);
            case "migrate-incoming" -> new MigrateIncoming(migration);
            case "migrate-pause" -> new MigratePause(migration);
            case "migrate-recover" -> new MigrateRecover(migration);
            case "migrate-set-capabilities" -> new MigrateSetCapabilities(migration);
            case "migrate-set-parameters" -> new MigrateSetParameters(migration);
            case "migrate-start-postcopy" -> new MigrateStartPostcopy(migration);
            case "migrate_cancel" -> new MigrateCancel(migration);
            case "query-migrate" -> new QueryMigrate(migration);
            case "query-migrate-capabilities" -> new QueryMigrateCapabilities(migration);
            case "query-migrate-parameters" -> new QueryMigrateParameters(migration);
            case "query-migrationthreads" -> new QueryMigrationThreads(migration);
            case "query-yank" -> new QueryYank(migration, chardevs);
            case "yank" -> new Yank(migration, chardevs);
            default -> null;
        };
    }

    @Override
    public String[] names() {
        return NAMES.clone();
    }
}
