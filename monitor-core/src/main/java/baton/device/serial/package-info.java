/** The 16550A serial port. Every method of a device locks the device; see {@link baton.machine.bus.IoDevice}. */
package baton.device.serial;
