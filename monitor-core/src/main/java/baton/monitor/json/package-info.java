/**
 * JSON as QEMU reads and writes it: values cut from a byte stream at their closing brace, errors in QEMU's words, output
 * in QEMU's spacing. Plain Java values: Map, List, String, Long, BigInteger (above 2^63), Double, Boolean, null. Any thread.
 */
package baton.monitor.json;
