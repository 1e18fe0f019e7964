package baton.machine.smbios;

import baton.machine.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of a machine and the entry point to them, SMBIOS 3.0 with 64 bits. Structures, their order, handles and
 * contents are those of QEMU; its firmware adds one of type 0, which is here only if it was asked for.
 */
public final class SmbiosTables {
    /** Where the entry point is: above the ACPI tables, in the 64 KiB that kernels search for it. */
    public static final int ENTRY_POINT = 0xf4000;
    /** Where the first structure is. */
    public static final int FIRST = ENTRY_POINT + 0x20;
    /** The most bytes that structures may have: up to the page of {@code vmgenid}. */
    public static final int ROOM = 0xff000 - FIRST;

    private static final int ENTRY_BYTES = 24;
    private static final int CHECKSUM_AT = 5;

    private final SmbiosMachine machine;
    private final SmbiosValues values;

    /** Those of {@code machine}, with {@code values} that were asked for. */
    public SmbiosTables(SmbiosMachine machine, SmbiosValues values) {
        this.machine = machine;
        this.values = values;
    }

    /** Whether they fit where they are to be. */
    public boolean fits() {
        return size(structures(0)) <= ROOM;
    }

    /** Writes them into the guest. {@code processor}: EAX of CPUID leaf 1, and EDX in the higher half. */
    public void write(GuestMemory memory, long processor) {
        byte[] tables = structures(processor, ROOM);
        byte[] entry = entry(tables.length);
        memory.write(FIRST, tables, 0, tables.length);
        memory.write(ENTRY_POINT, entry, 0, entry.length);
    }

    /** The structures, one behind the other; {@code processor} as in {@link #write}. They must fit {@code room}. */
    byte[] structures(long processor, int room) {
        List<Structure> all = structures(processor);
        int size = size(all);
        if (size > room) {
            throw new IllegalStateException("SMBIOS tables of " + size + " bytes");
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        for (Structure structure : all) {
            structure.to(out);
        }
        return out.array();
    }

    private List<Structure> structures(long processor) {
        List<Structure> all = new ArrayList<>();
        new SystemStructures(machine, values).addTo(all);
        HardwareStructures hardware = new HardwareStructures(machine, values);
        hardware.addProcessors(all, processor);
        hardware.addPorts(all);
        addStrings(all);
        hardware.addMemory(all);
        all.add(new Structure(32, 0x2000).dword(0).words(0).bytes(0)); // how the system booted: no errors
        all.add(new Structure(127, 0x7f00));
        return all;
    }

    private void addStrings(List<Structure> all) {
        if (!values.strings().isEmpty()) {
            Structure s = new Structure(SmbiosValues.STRINGS, 0xe00)
                    .bytes(values.strings().size());
            for (String text : values.strings()) {
                s.string(text);
            }
            all.add(s);
        }
    }

    private static int size(List<Structure> structures) {
        int size = 0;
        for (Structure structure : structures) {
            size += structure.size();
        }
        return size;
    }

    /** What kernels look for. SMBIOS 3.0, 5.2.2. */
    static byte[] entry(int size) {
        ByteBuffer out = ByteBuffer.allocate(ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.put("_SM3_".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) ENTRY_BYTES);
        out.put((byte) 3).put((byte) 0).put((byte) 0).put((byte) 1).put((byte) 0);
        out.putInt(size).putLong(FIRST);
        int sum = 0;
        for (byte b : out.array()) {
            sum += b;
        }
        out.put(CHECKSUM_AT, (byte) -sum);
        return out.array();
    }
}
