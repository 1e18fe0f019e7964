/**
 * {@code baton qmp} and {@code baton hmp}: one command, or a few lines, to a running monitor, for shells and scripts. May use
 * the JDK, picocli, cli.qmp and monitor.json; it knows a running Baton, or QEMU, from outside only. Main thread.
 */
package baton.cli.client;
