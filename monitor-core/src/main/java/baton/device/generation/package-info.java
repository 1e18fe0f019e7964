/** The generation number of a virtual machine. Uses guest memory only. Main loop; vCPUs stopped. */
package baton.device.generation;
