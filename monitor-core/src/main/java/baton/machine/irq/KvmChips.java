package baton.machine.irq;

import baton.nat.libc.EventFd;
import java.io.IOException;

/**
 * What the classes of this package ask of a KVM VM: the structures of {@code linux/kvm.h}, little-endian, as bytes. Main
 * loop with the vCPUs stopped, where nothing else is said.
 */
public interface KvmChips {
    /** KVM_IRQ_LINE. Any thread, no allocation; the line is the machine's own, so the call does not fail. */
    void irqLine(int gsi, boolean level);

    /** KVM_GET_IRQCHIP: fills a {@code kvm_irqchip} (520 bytes) for the chip number in its first 4 bytes. */
    void getIrqchip(byte[] chip) throws IOException;

    /** KVM_SET_IRQCHIP. */
    void setIrqchip(byte[] chip) throws IOException;

    /** KVM_GET_PIT2: fills a {@code kvm_pit_state2} (112 bytes). */
    void getPit(byte[] state) throws IOException;

    /** KVM_SET_PIT2. */
    void setPit(byte[] state) throws IOException;

    /** KVM_GET_CLOCK: nanoseconds of the guest's kvmclock. */
    long getClock() throws IOException;

    /** KVM_SET_CLOCK with the nanoseconds only, no flags. */
    void setClock(long nanos) throws IOException;

    /** KVM_SIGNAL_MSI. Any thread; a message nobody listens to is lost. */
    void signalMsi(long address, int data);

    /** KVM_IRQFD: whether every signal of {@code bell} drives {@code gsi}. Any thread. */
    void irqFd(EventFd bell, int gsi, boolean on) throws IOException;

    /** KVM_SET_GSI_ROUTING with a {@code kvm_irq_routing}, see {@link GsiRouting}. Any thread, one at a time. */
    void setGsiRouting(byte[] routing) throws IOException;
}
