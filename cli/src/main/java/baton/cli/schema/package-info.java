/**
 * {@code baton schema}: Baton's QMP commands and events as documentation, from their declarations; needs no running machine.
 * May use the JDK, picocli, monitor.qmp and its schema, and cli.daemon for the registry. Main thread.
 */
package baton.cli.schema;
