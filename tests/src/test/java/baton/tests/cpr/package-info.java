/**
 * The guest on its way through processes: every mode, every way, every fault, over and over. Uses the harness and the guest's
 * layout; looks at guest RAM from outside and at processes by /proc.
 */
package baton.tests.cpr;
