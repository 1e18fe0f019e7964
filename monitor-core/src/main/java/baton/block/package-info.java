/**
 * Disks: nodes that hold bytes (a file, a host device, nothing at all) as QEMU's block layer names them, locked as QEMU
 * locks images, and backends, what a guest's device has of them. Uses nat and base. A backend is used on the threads
 * that serve its device; opening, locking and questions are the main loop's, the device standing still where they say so.
 */
package baton.block;
