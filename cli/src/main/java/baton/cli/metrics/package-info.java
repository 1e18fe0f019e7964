/**
 * {@code -metrics}: what the machine counts, in OpenMetrics form over HTTP; and events for the JDK's flight recorder. Loaded only
 * when asked for. May use command, machine, migration.run, monitor, mainloop, nat. Main loop.
 */
package baton.cli.metrics;
