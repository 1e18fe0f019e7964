/**
 * QEMU's migration stream, version 3: container, configuration, RAM and device sections, description; written and read
 * over a channel. Uses vmstate, spi, channel and the raw memory of native-shim. One migration thread per stream.
 */
package baton.migration.stream;
