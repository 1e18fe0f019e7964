package baton.migration.multifd;

/** Starts threads for channels: they belong to one migration, and whoever starts them sees to it that they end. */
public interface Threads {
    /** Starts {@code body} on a new thread. */
    Thread start(String name, Runnable body);
}
