/**
 * Virtio 1.2 (docs.oasis-open.org/virtio/virtio/v1.2) as QEMU has it: the split virtqueue, what every device and every
 * transport share, the mmio transport, and the devices. A device implements {@link baton.device.virtio.VirtioDevice} and
 * knows no transport; a transport implements {@link baton.device.virtio.VirtioTransport} around a {@link
 * baton.device.virtio.VirtioCore}. Uses machine.{bus,irq,memory}, mainloop and the state visitor. Registers are touched by
 * vCPU threads; queues are served on the thread of the device's loop.
 */
package baton.device.virtio;
