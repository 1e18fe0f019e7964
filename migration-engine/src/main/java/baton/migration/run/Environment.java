package baton.migration.run;

import baton.base.Reporter;
import baton.migration.channel.Channels;
import baton.migration.multifd.Threads;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationHost;

/** What both directions work with. */
record Environment(
        MigratableVm vm, Channels channels, MigrationHost host, MigrationSettings settings, Reporter reporter)
        implements Threads {
    /** Starts the thread of one migration. It keeps no process alive; a bug in it is reported in one line. */
    Thread thread(String name, Runnable body) {
        return thread(name, reporter, body);
    }

    static Thread thread(String name, Reporter reporter, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(new Thread.UncaughtExceptionHandler() {
            @Override
            public void uncaughtException(Thread ended, Throwable e) {
                StackTraceElement[] stack = e.getStackTrace();
                reporter.error("internal error: " + e + (stack.length == 0 ? "" : " at " + stack[0]));
            }
        });
        thread.start();
        return thread;
    }

    @Override
    public Thread start(String name, Runnable body) {
        return thread(name, body);
    }
}
