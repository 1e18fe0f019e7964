/** The machine with KVM, in the process of the test, where a test must look inside. */
package baton.tests.machine;
