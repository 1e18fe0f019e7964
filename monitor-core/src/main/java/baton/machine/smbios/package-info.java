/**
 * SMBIOS: tables by which a guest learns what machine it is, written where a kernel without EFI looks for them. Uses
 * nothing but guest memory. Main loop, vCPUs stopped.
 */
package baton.machine.smbios;
