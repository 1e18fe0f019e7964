/**
 * Live migration between two processes, as a user sees it: a guest that writes to its memory all the time, and everything
 * that can happen to the connection and to both sides meanwhile. Black box: uses the harness.
 */
package baton.tests.live;
