/**
 * Mode cpr-transfer: another process, already there, takes the guest over. Descriptors go over a unix socket, and two
 * Batons agree beside the stream on who runs the guest (docs/wire/cpr.md, 2.1). Uses cpr.state, cpr.limits, the migration
 * engine and native-shim. Main loop, except what waits: on the migration thread.
 */
package baton.cpr.transfer;
