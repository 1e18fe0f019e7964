package baton.monitor.hmp;

/** A registry of HMP commands: the main one, or the topics of one command. */
public interface HmpCommands {
    /** The command of that name or alias, or null. */
    HmpCommand find(String name);

    /** The first name of every command; any order. */
    String[] names();
}
