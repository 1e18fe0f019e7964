/**
 * The virtual processors: their threads {@code vcpu-N}, their state in the stream and in KVM, their CPUID. Uses
 * native-shim, machine.boot and migration.vmstate. Started and parked from the main loop; state is touched while
 * parked.
 */
package baton.machine.vcpu;
