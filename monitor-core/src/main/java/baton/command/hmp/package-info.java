/**
 * Commands of the human monitor, one file each. They hold no logic of their own: they parse words, call what the QMP commands
 * call, and print. Uses baton.command.machine, baton.machine, baton.migration.run, baton.chardev and baton.monitor. Main loop.
 */
package baton.command.hmp;
