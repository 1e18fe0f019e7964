/**
 * The CPR state: named descriptors that travel apart from the main stream, in QEMU's format (docs/wire/cpr.md, 2). Uses
 * the migration engine's spi, native-shim and base. Main loop.
 */
package baton.cpr.state;
