/**
 * System tests: Baton started as a process from its packed directory and driven from outside. May use anything a test
 * may; skips, and says so, what the host cannot do.
 */
package baton.tests.system;
