package baton.migration.run;

import baton.base.Reporter;
import baton.migration.channel.Channels;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationHost;

/** What both directions work with. */
record Environment(
        MigratableVm vm, Channels channels, MigrationHost host, MigrationSettings settings, Reporter reporter) {
    /** Starts the thread of one migration. It keeps no process alive. */
    Thread thread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
