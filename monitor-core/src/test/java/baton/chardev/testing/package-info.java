/** What chardev tests share: a loop with everything recorded, and the tests every chardev inherits. */
package baton.chardev.testing;
