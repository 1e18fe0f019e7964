package baton.migration.run;

import baton.base.MainLoopThread;
import baton.migration.spi.MigrationFailed;
import baton.migration.spi.MigrationStrategy;

/** What a mode waits for before the main channel is opened, waited for on the migration thread. */
final class Preparing {
    private static final String FAULT = "internal error: the migration thread ended early";

    /** Told once. */
    @MainLoopThread
    interface Result {
        /** The wait is over; {@code problem} is null when what was waited for is here. */
        void prepared(String problem);
    }

    private Preparing() {}

    /** Begins to wait. */
    static Thread start(Environment env, MigrationStrategy.Waiting waiting, Result result) {
        return env.thread("migration", new Runnable() {
            @Override
            public void run() {
                await(env, waiting, result);
            }
        });
    }

    private static void await(Environment env, MigrationStrategy.Waiting waiting, Result result) {
        String problem = FAULT;
        try {
            waiting.await();
            problem = null;
        } catch (MigrationFailed e) {
            problem = e.getMessage();
        } finally {
            String why = problem;
            env.host().post(new Runnable() {
                @Override
                public void run() {
                    result.prepared(why);
                }
            });
        }
    }
}
