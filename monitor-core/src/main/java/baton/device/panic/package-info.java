/** The port by which a guest says that it has come to grief. Any thread; it has no state. */
package baton.device.panic;
