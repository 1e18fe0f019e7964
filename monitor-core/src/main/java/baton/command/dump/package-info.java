/**
 * {@code dump-guest-memory}: the guest's RAM and registers as an ELF core. {@link baton.command.dump.Dumps} is the state of
 * it, one in the process. Main loop, but for the thread {@code dump}, which writes. May use baton.machine, monitor and nat.libc.
 */
package baton.command.dump;
