/**
 * The live-update modes, one package each, and {@link baton.cpr.CprModes}, the only place that knows all of them. Uses the
 * migration engine, native-shim and base. Main loop.
 */
package baton.cpr;
