/**
 * The virtio serial device (Virtio 1.2, 5.3) with its ports, consoles and others, as QEMU has them; behind each port is a {@link
 * baton.chardev.Chardev}. Everything but the configuration space is on the main loop.
 */
package baton.device.virtio.console;
