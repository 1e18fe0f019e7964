/** What every live-update mode refuses. Uses the migration engine. Main loop. */
package baton.cpr.limits;
