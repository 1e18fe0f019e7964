/** The virtio memory balloon (Virtio 1.2, 5.5) as QEMU has it. Queues are served on the main loop. */
package baton.device.virtio.balloon;
