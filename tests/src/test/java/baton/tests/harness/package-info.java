/**
 * What system tests are written with: a monitor as a process, its two monitors from outside, and what the test guest shows.
 * Nothing here knows Baton's classes but its JSON reader, so that everything runs against a real QEMU too
 * ({@code -Dbaton.program=/usr/bin/qemu-system-x86_64}). Waits end with a condition or a deadline, never with a fixed time.
 */
package baton.tests.harness;
