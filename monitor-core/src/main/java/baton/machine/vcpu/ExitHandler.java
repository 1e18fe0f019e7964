package baton.machine.vcpu;

import baton.base.VcpuThread;

/** What a guest's exits do; the buses and the machine answer. Called on vCPU threads, no allocation on the first four. */
@VcpuThread
public interface ExitHandler {
    /** Port read. */
    long portRead(int port, int size);

    /** Port write. */
    void portWrite(int port, long value, int size);

    /** Memory read outside RAM. */
    long memoryRead(long address, int size);

    /** Memory write outside RAM. */
    void memoryWrite(long address, long value, int size);

    /** Whether a port or memory access asked the machine for something: the vCPU parks until the machine decides. */
    boolean mustWait();

    /** Triple fault or a request for reset: the vCPU parks until the machine decides. */
    void resetRequested(int cpu);

    /** The guest asked to be switched off. */
    void shutdownRequested(int cpu);

    /** KVM cannot go on; the vCPU parks. {@code why} is one line or several for a person. */
    void failed(int cpu, String why);
}
