/**
 * Migration between two Batons that are both there: every transport with every feature, and what happens when one side, or
 * what is between them, fails. Like all system tests from outside, through sockets and files.
 */
package baton.tests.migration;
