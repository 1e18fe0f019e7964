package baton.chardev;

import baton.nat.libc.Fd;

/** What chardevs ask of the process around them. Main loop. */
public interface ChardevHost {
    /** Tells the user something while a chardev is made; printed as error_report prints, with {@code info: } before. */
    void info(String text);

    /** Prints a line on standard output as it is: {@code char device redirected to /dev/pts/3 (label serial0)}. */
    void print(String line);

    /**
     * What a chardev had open in the process whose guest this one takes over, by the name of {@link Chardevs#keptName}; the
     * caller's from now on. Null for nothing.
     */
    default Fd inherited(String name) {
        return null;
    }

    /** Whether the guest is still in the process that {@link #inherited} came from: until it is here, its end is not ours. */
    default boolean guestElsewhere() {
        return false;
    }

    /** Ends the process: the user typed a mux's Ctrl-A x. */
    void quit();
}
