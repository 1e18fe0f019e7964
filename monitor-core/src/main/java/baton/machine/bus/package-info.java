/** Devices at addresses: port and memory windows. */
package baton.machine.bus;
