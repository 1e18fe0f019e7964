package baton.mainloop;

/** What {@link MainLoop#runUntil} waits for. */
public interface Condition {
    /** Whether it has come; asked after each round of work. */
    boolean met();
}
