/**
 * {@code baton update}: moves a running guest to a new process, by what QMP and /proc show of the old one. May use the JDK,
 * picocli, monitor.json, nat.libc, cli.qmp and cli.options; it knows a running Baton from outside only. Main thread.
 */
package baton.cli.update;
