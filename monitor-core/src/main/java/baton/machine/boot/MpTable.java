package baton.machine.boot;

import baton.machine.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The table a kernel without ACPI finds CPUs and interrupts in. Intel MultiProcessor Specification 1.4, chapter 4. */
final class MpTable {
    /** The last KiB of base memory, where kernels look first. */
    static final int ADDRESS = 0x9fc00;

    private static final int POINTER_SIZE = 16;
    private static final int HEADER_SIZE = 44;
    private static final int VERSION_1_4 = 4;
    private static final int APIC_VERSION = 0x14;
    private static final int CPU_ENABLED = 1;
    private static final int CPU_BOOTS = 2;
    private static final int IOAPIC_VERSION = 0x11;
    private static final int LOCAL_APIC_ADDRESS = 0xfee00000;
    private static final int IOAPIC_ADDRESS = 0xfec00000;
    private static final int ISA_PINS = 16;
    private static final int CASCADE = 2;
    private static final int ALL_CPUS = 0xff;
    private static final int INTERRUPT = 0;
    private static final int NMI = 1;
    private static final int EXTERNAL = 3;

    private MpTable() {}

    static void write(GuestMemory memory, int cpus) {
        byte[] bytes = table(cpus);
        memory.write(ADDRESS, bytes);
    }

    /** The floating pointer and, behind it, the configuration table. */
    static byte[] table(int cpus) {
        int interrupts = ISA_PINS - 1;
        int size = HEADER_SIZE + 20 * cpus + 8 + 8 + 8 * interrupts + 8 * 2;
        byte[] bytes = new byte[POINTER_SIZE + size];
        ByteBuffer table = LowMemory.littleEndian(bytes);
        ascii(table, "_MP_");
        table.putInt(ADDRESS + POINTER_SIZE).put((byte) 1).put((byte) VERSION_1_4);
        checksum(bytes, 0, POINTER_SIZE, 10);
        table.position(POINTER_SIZE);
        header(table, size, cpus + 1 + 1 + interrupts + 2);
        processors(table, cpus);
        busAndIoapic(table, cpus + 1);
        interrupts(table, cpus + 1);
        checksum(bytes, POINTER_SIZE, size, 7);
        return bytes;
    }

    private static void header(ByteBuffer table, int size, int entries) {
        ascii(table, "PCMP");
        table.putShort((short) size).put((byte) VERSION_1_4).put((byte) 0);
        ascii(table, "BATON   ");
        ascii(table, "MICROVM     ");
        table.putInt(0)
                .putShort((short) 0)
                .putShort((short) entries)
                .putInt(LOCAL_APIC_ADDRESS)
                .putInt(0);
    }

    private static void processors(ByteBuffer table, int cpus) {
        for (int i = 0; i < cpus; i++) {
            table.put((byte) 0).put((byte) i).put((byte) APIC_VERSION);
            table.put((byte) (i == 0 ? CPU_ENABLED | CPU_BOOTS : CPU_ENABLED));
            table.putInt(0x600).putInt(0x201).putLong(0); // signature and features: a kernel asks CPUID
        }
    }

    private static void busAndIoapic(ByteBuffer table, int ioapicId) {
        table.put((byte) 1).put((byte) 0);
        ascii(table, "ISA   ");
        table.put((byte) 2)
                .put((byte) ioapicId)
                .put((byte) IOAPIC_VERSION)
                .put((byte) 1)
                .putInt(IOAPIC_ADDRESS);
    }

    private static void interrupts(ByteBuffer table, int ioapicId) {
        for (int irq = 0; irq < ISA_PINS; irq++) {
            if (irq != CASCADE) {
                interrupt(table, 3, INTERRUPT, irq, ioapicId, irq == 0 ? CASCADE : irq);
            }
        }
        interrupt(table, 4, EXTERNAL, 0, 0, 0);
        interrupt(table, 4, NMI, 0, ALL_CPUS, 1);
    }

    /** An I/O (3) or local (4) interrupt entry with the bus's own polarity and trigger. */
    private static void interrupt(ByteBuffer table, int entry, int type, int irq, int apic, int pin) {
        table.put((byte) entry).put((byte) type).putShort((short) 0);
        table.put((byte) 0).put((byte) irq).put((byte) apic).put((byte) pin);
    }

    private static void ascii(ByteBuffer table, String text) {
        table.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void checksum(byte[] bytes, int start, int size, int at) {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum += bytes[start + i];
        }
        bytes[start + at] = (byte) -sum;
    }
}
