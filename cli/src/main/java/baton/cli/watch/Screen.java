package baton.cli.watch;

import java.util.List;

/** Where what is seen goes. */
interface Screen {
    /** How the machine is now. */
    void show(List<String> lines);

    /** Something has happened. */
    void event(String text);

    /** The window may have another size now. */
    default void fit() {}

    /** The last word. */
    void end(String text);
}
