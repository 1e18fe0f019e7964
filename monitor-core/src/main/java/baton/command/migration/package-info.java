/** QMP commands about migration: each is one call of MigrationService. One file per command. Main loop. */
package baton.command.migration;
