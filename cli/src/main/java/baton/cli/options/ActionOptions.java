package baton.cli.options;

/**
 * What guest events lead to.
 *
 * @param shutdownOnReboot a reset ends the machine instead
 * @param pauseOnShutdown a shutdown stops the machine and keeps the process
 * @param panic after a guest panic: {@code pause shutdown exit-failure none}
 * @param watchdog after a watchdog: {@code reset shutdown poweroff pause debug none inject-nmi}
 */
public record ActionOptions(boolean shutdownOnReboot, boolean pauseOnShutdown, String panic, String watchdog) {}
