/** A clock whose time is the test's. */
package baton.machine.time.testing;
