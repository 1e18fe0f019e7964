/**
 * The host's ends of network cards ({@code -netdev}): taps, stream and datagram sockets, passt. Knows no card: a card is a {@link
 * baton.net.NetCard}. May use mainloop, nat and base. Everything on the main loop,
 * nothing blocks; queues are a frame each way and the socket's own, so that a peer that floods or does not read holds up
 * its own card alone.
 */
package baton.net;
