/**
 * A client's end of a monitor's socket: {@link baton.cli.qmp.Wire} connects, {@link baton.cli.qmp.QmpConnection} speaks QMP
 * over it. For Baton's own commands, never for the daemon. May use baton.monitor.json and baton.nat.libc. One thread.
 */
package baton.cli.qmp;
