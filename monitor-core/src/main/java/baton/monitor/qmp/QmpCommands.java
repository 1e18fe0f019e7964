package baton.monitor.qmp;

/** The registry of QMP commands. */
public interface QmpCommands {
    /** The command of that name, or null. */
    QmpCommand find(String name);

    /** Every name {@link #find} knows, in the order {@code query-commands} lists them. */
    String[] names();
}
