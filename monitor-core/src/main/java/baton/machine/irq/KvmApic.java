package baton.machine.irq;

import java.io.IOException;

/** What {@link KvmLapic} asks of one KVM vCPU. The vCPU's thread, or any with the vCPU stopped. */
public interface KvmApic {
    /** KVM_GET_LAPIC: the register page, 1024 bytes. */
    void getLapic(byte[] page) throws IOException;

    /** KVM_SET_LAPIC. */
    void setLapic(byte[] page) throws IOException;

    /** MSR 0x1b, IA32_APIC_BASE. */
    long getApicBase() throws IOException;

    /** Sets MSR 0x1b. */
    void setApicBase(long value) throws IOException;
}
