package baton.machine.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MicrovmTablesTest {
    private static final int BASE = TableArea.START;

    private final byte[] area = new MicrovmTables(
                    2,
                    new MicrovmTables.Windows(0xe0000000L, 0xc0000000L, 0x20000000, 3L << 46, 1L << 46, 12),
                    new MicrovmTables.Power(0xfea00200L, 0xfea00201L, 0xfea00202L, 0x42))
            .serial()
            .virtio(0xfeb00e00L, 512, 23)
            .build()
            .bytes();
    private final ByteBuffer in = ByteBuffer.wrap(area).order(ByteOrder.LITTLE_ENDIAN);

    /** Where the table of that signature is, found as a kernel finds it; its checksum is right. */
    private int find(String signature) {
        int xsdt = (int) in.getLong(24) - BASE;
        for (int entry = xsdt + 36; entry < xsdt + in.getInt(xsdt + 4); entry += 8) {
            int table = (int) in.getLong(entry) - BASE;
            int sum = 0;
            for (int i = 0; i < in.getInt(table + 4); i++) {
                sum += area[table + i];
            }
            assertEquals(0, sum & 0xff, "checksum");
            if (new String(area, table, 4, StandardCharsets.US_ASCII).equals(signature)) {
                return table;
            }
        }
        throw new AssertionError("no " + signature);
    }

    @Test
    void fixedTable_isOfAMachineWithoutChipset() {
        int fadt = find("FACP");

        assertEquals(1 << 20 | 1 << 10, in.getInt(fadt + 112), "hardware-reduced, with a reset register");
        assertEquals(0xfea00202L, in.getLong(fadt + 116 + 4));
        assertEquals(0x42, in.get(fadt + 128));
        assertEquals(0xfea00200L, in.getLong(fadt + 244 + 4));
        assertEquals(0xfea00201L, in.getLong(fadt + 256 + 4));
        assertEquals(0, in.getInt(fadt + 36), "no waking vector");
    }

    @Test
    void configurationSpace_isWhereItIsToldToBe() {
        assertEquals(0xe0000000L, in.getLong(find("MCFG") + 44));
        assertEquals(2 * 8 + 44 + 12 + 10 + 6, in.getInt(find("APIC") + 4));
    }

    @Test
    void namespace_hasWindowsAndDevices() {
        int dsdt = in.getInt(find("FACP") + 40) - BASE;
        String aml = new String(area, dsdt, in.getInt(dsdt + 4), StandardCharsets.ISO_8859_1);

        int wide = dsdt + aml.indexOf("\u008a+\0");
        assertEquals(3L << 46, in.getLong(wide + 3 + 3 + 8));
        assertEquals((4L << 46) - 1, in.getLong(wide + 3 + 3 + 16));
        assertTrue(aml.contains("COM1") && aml.contains("VR00") && aml.contains("LNRO0005") && aml.contains("_PRT"));
    }
}
