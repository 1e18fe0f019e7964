/** What every live-update mode refuses. Uses migration.params and migration.spi. Main loop. */
package baton.cpr.limits;
