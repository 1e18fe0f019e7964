/** Guest RAM: the blocks, what is behind each, and where the guest sees them. Uses native-shim and migration.spi. */
package baton.machine.memory;
