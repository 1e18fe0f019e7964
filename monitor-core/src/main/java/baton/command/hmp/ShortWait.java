package baton.command.hmp;

import baton.migration.run.MigrationService;
import baton.migration.run.MigrationStatus;
import baton.monitor.hmp.HmpOutput;

/**
 * Keeps the prompt away for a moment after a command that started a migration of a stopped guest, so that a script which
 * writes all its lines at once sees what a person sees who types them. Ends with the migration, or after a second.
 */
final class ShortWait {
    private static final int LOOK_MILLIS = 5;
    private static final int LOOKS = 200;

    private final MigrationService migration;
    private final Delay delay;
    private Runnable resume;
    private int looks;

    /** Looks at {@code migration} after {@code delay}. */
    ShortWait(MigrationService migration, Delay delay) {
        this.migration = migration;
        this.delay = delay;
    }

    /** Whether what {@code uri} names is there at once, and nobody else has to come first. */
    static boolean suits(String uri) {
        return uri.startsWith("file:");
    }

    /** Suspends the monitor behind {@code out}, where it can be. */
    void start(HmpOutput out) {
        if (!underWay()) {
            return;
        }
        resume = out.suspend();
        if (resume != null) {
            await();
        }
    }

    private void await() {
        delay.after(LOOK_MILLIS, new Runnable() {
            @Override
            public void run() {
                look();
            }
        });
    }

    private void look() {
        looks++;
        if (underWay() && looks < LOOKS) {
            await();
        } else {
            resume.run();
        }
    }

    private boolean underWay() {
        return moves(migration.status()) || moves(migration.incomingStatus());
    }

    /** Whether it goes on by itself; one that waits for {@code migrate_continue} does not. */
    private static boolean moves(MigrationStatus status) {
        return switch (status) {
            case SETUP, ACTIVE, DEVICE -> true;
            default -> false;
        };
    }
}
