/** Mode cpr-reboot: save to a file, start again later, perhaps under another kernel. Uses the migration engine. Main loop. */
package baton.cpr.reboot;
