package baton.migration.run;

import baton.base.MainLoopThread;

/** The answer to whoever asked to migrate, while what was asked for is still being looked into. */
@MainLoopThread
final class Verdict {
    private boolean open;
    private MigrationService.Begun asker;

    /** From here on nobody is answered before {@link #begun} or {@link #refused}. */
    void waitFor() {
        open = true;
    }

    /** Tells {@code who} when it is under way or refused; at once unless it is still being looked into. */
    void tell(MigrationService.Begun who) {
        if (open) {
            asker = who;
        } else {
            who.begun();
        }
    }

    /** It is under way. */
    void begun() {
        MigrationService.Begun who = close();
        if (who != null) {
            who.begun();
        }
    }

    /** It is not; false when nobody waits to be told. */
    boolean refused(String why) {
        MigrationService.Begun who = close();
        if (who != null) {
            who.refused(why);
        }
        return who != null;
    }

    private MigrationService.Begun close() {
        MigrationService.Begun who = asker;
        open = false;
        asker = null;
        return who;
    }
}
