/**
 * {@code -qtest}: a line protocol by which test programs look into the guest's memory and ports while it runs. Main loop. May use
 * baton.machine, chardev and monitor's outbox.
 */
package baton.command.qtest;
