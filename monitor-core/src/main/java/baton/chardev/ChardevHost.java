package baton.chardev;

/** What chardevs ask of the process around them. Main loop. */
public interface ChardevHost {
    /** Tells the user something while a chardev is made; printed as error_report prints, with {@code info: } before. */
    void info(String text);

    /** Prints a line on standard output as it is: {@code char device redirected to /dev/pts/3 (label serial0)}. */
    void print(String line);

    /** Ends the process: the user typed a mux's Ctrl-A x. */
    void quit();
}
