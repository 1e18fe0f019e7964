/**
 * {@code baton watch}: a running machine on a terminal, as it goes on. {@link baton.cli.watch.Snapshot} asks, {@link
 * baton.cli.watch.Frame} makes lines of it, {@link baton.cli.watch.WatchCommand} shows them. May use the JDK, picocli, cli.qmp
 * and cli.proc. Main thread.
 */
package baton.cli.watch;
