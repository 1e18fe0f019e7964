package baton.command.hmp;

/** Runs something later on the main loop. */
public interface Delay {
    /** Runs {@code task} once, {@code millis} from now. */
    void after(long millis, Runnable task);
}
