/**
 * Live migration between two processes, as a user sees it: a guest that writes to its memory all the time, and the moment
 * in which it could run on either side. Black box: uses the harness.
 */
package baton.tests.live;
