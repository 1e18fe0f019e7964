/**
 * The dependency rules of docs/architecture.md, and under {@code planted} a violation for each of them. Looks at
 * compiled classes only.
 */
package baton.tests.arch;
