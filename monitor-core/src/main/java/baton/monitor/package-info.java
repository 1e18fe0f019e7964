/** What QMP and HMP monitors have in common: the version they claim, their errors, descriptors sent to them. Main loop. */
package baton.monitor;
