/** Migration parameters, capabilities and modes as immutable values with QEMU's names, ranges and texts. Uses nothing. */
package baton.migration.params;
