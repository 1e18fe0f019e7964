/** QEMU's firmware configuration device. Every method of a device locks the device. */
package baton.device.fwcfg;
