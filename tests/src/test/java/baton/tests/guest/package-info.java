/**
 * The test guest seen from a test: where its counters are ({@link baton.tests.guest.GuestLayout}) and the proof that the
 * embedded image is what tests/guest builds. May use anything a test may; no thread of its own.
 */
package baton.tests.guest;
