/**
 * Conventional PCI as a guest finds it: configuration space of functions, the bus they are on, the two ways to it (ports
 * 0xcf8 and 0xcfc, and ECAM). Every method of a device locks the device.
 */
package baton.device.pci;
