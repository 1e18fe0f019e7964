/**
 * Running a migration: {@link baton.migration.run.MigrationService} is the door, {@code OutgoingMigration} and
 * {@code IncomingMigration} are the two directions, each with a thread of its own named {@code migration}. Uses stream,
 * spi, channel, params and base. Main loop, except what says otherwise.
 */
package baton.migration.run;
