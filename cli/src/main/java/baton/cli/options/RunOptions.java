package baton.cli.options;

/**
 * How the machine starts and what it does when the guest ends.
 *
 * @param paused {@code -S}
 * @param actions {@code -action}, {@code -no-reboot}, {@code -no-shutdown}
 * @param clock {@code -rtc}
 * @param overcommit {@code -overcommit}
 */
public record RunOptions(boolean paused, ActionOptions actions, ClockOptions clock, OvercommitOptions overcommit) {}
