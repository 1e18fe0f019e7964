package baton.machine.irq;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.List;

/**
 * The wires of the microvm machine as a {@code struct kvm_irq_routing}: interrupts 0 to 15 go to both controllers, the
 * I/O APIC has 24 pins, and interrupt 0 is its pin 2 (the kernel's own default has it at pin 0). Layout: linux/kvm.h.
 */
public final class GsiRouting {
    /** Numbers below are wires. */
    static final int FIRST_MESSAGE = 24;
    /** KVM has no more. */
    static final int LIMIT = 4096;

    private static final int HEADER = 8;
    private static final int ENTRY = 48;
    private static final int TYPE_IRQCHIP = 1;
    private static final int TYPE_MESSAGE = 2;
    private static final int IOAPIC = 2;
    private static final int IOAPIC_PINS = 24;
    private static final int PIC_PINS = 16;
    private static final int CASCADE = 2;

    private GsiRouting() {}

    /**
     * An interrupt that is a message.
     *
     * @param gsi its number, {@link #FIRST_MESSAGE} or more
     */
    record Message(int gsi, long address, int data) {}

    /** The table to hand to KVM_SET_GSI_ROUTING. */
    public static byte[] microvm() {
        return with(List.of());
    }

    /** The same with messages added. */
    static byte[] with(Collection<Message> messages) {
        int entries = PIC_PINS - 1 + IOAPIC_PINS - 1 + messages.size();
        ByteBuffer table = ByteBuffer.allocate(HEADER + entries * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(entries).putInt(0);
        for (int gsi = 0; gsi < PIC_PINS; gsi++) {
            if (gsi != CASCADE) {
                entry(table, gsi, gsi / 8, gsi % 8);
            }
        }
        for (int gsi = 0; gsi < IOAPIC_PINS; gsi++) {
            if (gsi != CASCADE) {
                entry(table, gsi, IOAPIC, gsi == 0 ? CASCADE : gsi);
            }
        }
        for (Message message : messages) {
            message(table, message);
        }
        return table.array();
    }

    private static void message(ByteBuffer table, Message message) {
        int start = table.position();
        table.putInt(message.gsi()).putInt(TYPE_MESSAGE).putInt(0).putInt(0);
        table.putLong(message.address()).putInt(message.data());
        table.position(start + ENTRY);
    }

    private static void entry(ByteBuffer table, int gsi, int chip, int pin) {
        int start = table.position();
        table.putInt(gsi).putInt(TYPE_IRQCHIP).putInt(0).putInt(0);
        table.putInt(chip).putInt(pin);
        table.position(start + ENTRY);
    }
}
