/**
 * Queries about what QEMU can have and no machine of Baton's has: there is one answer to each, which is declared beside its
 * type. May use baton.monitor. Main loop.
 */
package baton.command.absent;
