/**
 * Devices at addresses: the port and memory windows a guest's accesses are sent to. Uses nothing. Claimed on the main
 * loop while a board is built; read and written by vCPU threads without a lock.
 */
package baton.machine.bus;
