package baton.migration.testing;

import baton.migration.multifd.Threads;

/** Threads as they come. */
public final class PlainThreads implements Threads {
    @Override
    public Thread start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
