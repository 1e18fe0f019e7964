/**
 * What the migration engine asks of a machine, of a mode and of the process; and how both refuse. Uses vmstate, params
 * and channel. Each interface says its thread.
 */
package baton.migration.spi;
