/** Baton and a real QEMU exchange what they write. Skipped, with the reason, where no QEMU is installed. */
package baton.tests.compat;
