/**
 * The registries of monitor commands and what they act on: the only place below cli that sees both the monitors and the
 * machine. Uses baton.command.*, which do not know it. Main loop.
 */
package baton.command;
