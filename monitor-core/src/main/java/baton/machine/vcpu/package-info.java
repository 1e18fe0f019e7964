/** The virtual processors: their threads, their state in the stream and in KVM, their CPUID. Uses native-shim and vmstate. */
package baton.machine.vcpu;
