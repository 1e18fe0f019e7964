/**
 * Migration parameters, capabilities and modes as immutable values with QEMU's names, ranges and texts. Uses base only.
 * Any thread.
 */
package baton.migration.params;
