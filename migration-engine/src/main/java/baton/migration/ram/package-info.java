/**
 * What can be said of pages of RAM on their way: zero, never touched, how they differ from what was sent before, and which
 * of a stream's formats they take. Uses spi and the raw memory of native-shim; knows no channel and no stream. Any thread.
 */
package baton.migration.ram;
