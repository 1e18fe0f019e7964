/**
 * Mode cpr-exec: this process becomes the new one. The state is a memfd that survives exec, the stream a file. Uses
 * cpr.state, cpr.limits, the migration engine and native-shim. Main loop.
 */
package baton.cpr.exec;
