/**
 * QMP commands about the machine, its memory, descriptors and chardevs, and what HMP shares with them. One file per command.
 * Uses baton.machine, baton.chardev and baton.monitor. Main loop.
 */
package baton.command.machine;
