package baton.cli.options;

import java.util.List;

/**
 * The process around the machine.
 *
 * @param name {@code -name}, or null
 * @param debugThreads whether threads get names
 * @param uuid {@code -uuid} in lower case; null for all zeros
 * @param pidFile {@code -pidfile}, or null
 * @param daemonize whether it goes to the background once it listens
 * @param exitWithParent whether it ends when its parent does
 * @param confinement {@code -sandbox}, and {@code user} and {@code chroot} of {@code -run-with}
 * @param log {@code -msg}, {@code -d}, {@code -D}
 * @param addFds {@code -add-fd}
 * @param metrics {@code -metrics}: where they are served, or null
 */
public record ProcessOptions(
        String name,
        boolean debugThreads,
        String uuid,
        String pidFile,
        boolean daemonize,
        boolean exitWithParent,
        ConfinementOptions confinement,
        LogOptions log,
        List<FdSetEntry> addFds,
        String metrics) {
    /** Copies the list. */
    public ProcessOptions {
        addFds = List.copyOf(addFds);
    }
}
