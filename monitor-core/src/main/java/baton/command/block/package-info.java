/** Commands about disks, of both monitors. Uses block, machine and monitor. Main loop. */
package baton.command.block;
