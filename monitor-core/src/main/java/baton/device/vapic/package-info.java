/** The port of QEMU's TPR-patching helper, present for its state only. Every method of a device locks the device. */
package baton.device.vapic;
