/**
 * The virtio network card (Virtio 1.2, 5.1) as QEMU has it: one pair of queues and a control queue. Its other end is a {@link
 * baton.net.Netdev}. Queues are served and frames come on the main loop.
 */
package baton.device.virtio.net;
