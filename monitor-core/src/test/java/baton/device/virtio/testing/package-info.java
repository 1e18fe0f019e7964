/** A driver and its RAM, for tests of virtio devices and transports without a guest. */
package baton.device.virtio.testing;
