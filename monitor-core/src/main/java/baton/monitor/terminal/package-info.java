/**
 * How typed bytes become lines: plainly, with QEMU's own editing and echo, or with JLine for a person at a terminal. Knows no
 * command. Main loop, but for JLine's thread.
 */
package baton.monitor.terminal;
