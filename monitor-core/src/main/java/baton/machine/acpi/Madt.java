package baton.machine.acpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Body of the table of interrupt controllers: processors with APIC ids from 0, one IOAPIC, two 8259. ACPI 6.4, 5.2.12. */
final class Madt {
    static final int IOAPIC = 0xfec00000;

    private static final int LOCAL_APIC = 0xfee00000;
    private static final int LEVEL_HIGH = 0x0d;

    private Madt() {}

    /** @param level inputs that ISA's interrupts are at and that are level triggered */
    static byte[] body(int cpus, int... level) {
        int size = 8 + 8 * cpus + 12 + 10 * (1 + level.length) + 6;
        ByteBuffer t = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        t.putInt(LOCAL_APIC).putInt(1); // and two 8259
        for (int i = 0; i < cpus; i++) {
            t.put((byte) 0).put((byte) 8).put((byte) i).put((byte) i).putInt(1);
        }
        t.put((byte) 1).put((byte) 12).putShort((short) 0).putInt(IOAPIC).putInt(0);
        override(t, 0, 2, 0);
        for (int irq : level) {
            override(t, irq, irq, LEVEL_HIGH);
        }
        t.put((byte) 4).put((byte) 6).put((byte) 0xff).putShort((short) 0).put((byte) 1); // NMI at LINT1 of all
        return t.array();
    }

    private static void override(ByteBuffer t, int irq, int gsi, int flags) {
        t.put((byte) 2).put((byte) 10).put((byte) 0).put((byte) irq).putInt(gsi).putShort((short) flags);
    }
}
