/**
 * Guest RAM: the blocks, what is behind each, and where the guest sees them. Uses native-shim and migration.spi. Made
 * on the main loop before the guest runs; read anywhere.
 */
package baton.machine.memory;
