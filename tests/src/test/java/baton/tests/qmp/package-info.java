/** QMP as clients made for QEMU see it: every command with wrong arguments, clients of others, many clients at once. */
package baton.tests.qmp;
