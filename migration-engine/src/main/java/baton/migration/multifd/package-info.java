/**
 * Pages of RAM over channels beside the main one, QEMU's multifd: one thread a channel, packets of up to 128 pages, a
 * barrier where the main stream has one. Uses ram, spi, channel, the raw memory of native-shim and the JDK's zlib; the
 * threads are started by who migrates. Sending is driven by the migration thread, receiving by the packets that come.
 */
package baton.migration.multifd;
