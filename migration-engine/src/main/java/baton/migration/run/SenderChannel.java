package baton.migration.run;

import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.migration.channel.Channel;
import java.io.IOException;

/** The main channel of an outgoing migration, from when it is open to when it is closed; none before and afterwards. */
@MainLoopThread
final class SenderChannel {
    private final Reporter reporter;
    private Channel channel;

    SenderChannel(Reporter reporter) {
        this.reporter = reporter;
    }

    /** It is this one's from now on. */
    Channel opened(Channel opened) {
        channel = opened;
        return opened;
    }

    /** Makes whoever uses it fail. */
    void interrupt() {
        if (channel != null) {
            channel.interrupt();
        }
    }

    /** What cannot be undone or closed is worth a word; the guest goes on all the same. */
    void close(boolean abandon) {
        Channel open = channel;
        channel = null;
        if (open == null) {
            return;
        }
        try {
            if (abandon) {
                open.abandon();
            }
        } catch (IOException e) {
            reporter.error("could not remove what was written of the migration: " + e.getMessage());
        }
        try {
            open.close();
        } catch (IOException e) {
            reporter.error("could not close the migration channel: " + e.getMessage());
        }
    }
}
