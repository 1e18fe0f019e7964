/**
 * What the kernel counts of the machine and its processors. May use baton.machine, baton.nat.kvm and baton.monitor. Main
 * loop.
 */
package baton.command.stats;
