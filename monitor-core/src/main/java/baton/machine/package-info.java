/**
 * The machine: run state, sections, start, stop and reset. Main loop unless said otherwise; uses devices, vCPUs, memory and
 * the engine's spi, and knows no monitor.
 */
package baton.machine;
