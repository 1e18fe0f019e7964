/**
 * The virtio block device (Virtio 1.2, 5.2), for any transport. Uses device.virtio and block. Requests are served one after
 * another on the thread of the device's loop.
 */
package baton.device.virtio.block;
