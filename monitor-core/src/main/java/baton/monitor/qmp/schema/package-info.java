/**
 * QAPI's types as values: what a command takes and gives back is declared once, and both the check of its arguments and
 * {@code query-qmp-schema} come from that. May use baton.monitor. Any thread; everything is immutable.
 */
package baton.monitor.qmp.schema;
