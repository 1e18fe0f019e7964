/** The port of QEMU's TPR-patching helper, present for its state only. */
package baton.device.vapic;
