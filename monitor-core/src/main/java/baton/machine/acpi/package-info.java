/**
 * ACPI tables: written from scratch for a board, put into low memory where a kernel looks for them. Uses nothing but
 * guest memory. Main loop, vCPUs stopped.
 */
package baton.machine.acpi;
