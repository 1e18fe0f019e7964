/** What the migration engine asks of a machine and of a mode. Uses vmstate, params and channel. */
package baton.migration.spi;
