package baton.chardev;

import baton.nat.libc.Fd;

/** What chardevs ask of the process around them. Main loop. */
public interface ChardevHost {
    /** Tells the user something while a chardev is made; printed as error_report prints, with {@code info: } before. */
    void info(String text);

    /** Prints a line on standard output as it is: {@code char device redirected to /dev/pts/3 (label serial0)}. */
    void print(String line);

    /**
     * The connection that the chardev of this label had in the process whose guest this one takes over; the caller's from now
     * on. Null for none.
     */
    default Fd inherited(String label) {
        return null;
    }

    /** Ends the process: the user typed a mux's Ctrl-A x. */
    void quit();
}
