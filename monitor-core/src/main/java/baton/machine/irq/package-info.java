/**
 * Interrupt wires and KVM's own interrupt controllers, PIT and clock behind QEMU's sections. Uses nat.kvm, machine.time
 * and migration.vmstate. Wires: any thread; chips: main loop or migration thread, vCPUs stopped.
 */
package baton.machine.irq;
