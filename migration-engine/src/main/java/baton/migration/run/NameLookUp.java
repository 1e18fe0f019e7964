package baton.migration.run;

import baton.base.MainLoopThread;
import baton.migration.channel.ChannelAddress;
import baton.migration.channel.Channels;
import java.io.IOException;

/** Looks the name in an address up on a thread, since a name server may take its time. */
final class NameLookUp {
    /** Told once, on the main loop. */
    interface Result {
        @MainLoopThread
        void found(ChannelAddress address);

        @MainLoopThread
        void notFound(String why);
    }

    private NameLookUp() {}

    /** Begins. */
    static Thread start(Environment env, ChannelAddress address, Result result) {
        return env.thread("migration", new Runnable() {
            @Override
            public void run() {
                lookUp(env, address, result);
            }
        });
    }

    private static void lookUp(Environment env, ChannelAddress address, Result result) {
        ChannelAddress found = null;
        String problem = "internal error: the migration thread ended early";
        try {
            found = Channels.lookUp(address);
        } catch (IOException e) {
            problem = e.getMessage();
        } finally {
            ChannelAddress resolved = found;
            String why = problem;
            env.host().post(new Runnable() {
                @Override
                public void run() {
                    if (resolved != null) {
                        result.found(resolved);
                    } else {
                        result.notFound(why);
                    }
                }
            });
        }
    }
}
