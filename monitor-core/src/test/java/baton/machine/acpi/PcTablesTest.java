package baton.machine.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcTablesTest {
    private static final int BASE = PcTables.RSDP;

    private static ByteBuffer tables(int cpus) {
        byte[] area = new PcTables(cpus, 0x600, 0xb0000000L).build();
        return ByteBuffer.wrap(area).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(ByteBuffer in, int at, int length) {
        byte[] bytes = new byte[length];
        in.get(at, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static int sum(ByteBuffer in, int at, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += in.get(at + i);
        }
        return sum & 0xff;
    }

    /** Where the table of that signature is, found as a kernel finds it; its checksum is right. */
    private static int find(ByteBuffer in, String signature) {
        int rsdt = in.getInt(16) - BASE;
        for (int entry = rsdt + 36; entry < rsdt + in.getInt(rsdt + 4); entry += 4) {
            int table = in.getInt(entry) - BASE;
            assertEquals(0, sum(in, table, in.getInt(table + 4)), text(in, table, 4));
            if (text(in, table, 4).equals(signature)) {
                return table;
            }
        }
        throw new AssertionError("no " + signature);
    }

    @Test
    void rootPointer_leadsToTheSameTablesTwice() {
        ByteBuffer in = tables(1);
        int rsdt = in.getInt(16) - BASE;
        int xsdt = (int) in.getLong(24) - BASE;

        assertEquals("RSD PTR ", text(in, 0, 8));
        assertEquals(0, sum(in, 0, 20));
        assertEquals(0, sum(in, 0, 36));
        assertEquals(0, sum(in, rsdt, in.getInt(rsdt + 4)));
        assertEquals(0, sum(in, xsdt, in.getInt(xsdt + 4)));
        for (int i = 0; i < 3; i++) {
            assertEquals(in.getInt(rsdt + 36 + 4 * i), in.getLong(xsdt + 36 + 8 * i));
        }
    }

    @Test
    void fixedTable_namesRegistersAndTheWakingVector() {
        ByteBuffer in = tables(1);
        int fadt = find(in, "FACP");
        int facs = in.getInt(fadt + 36) - BASE;
        int dsdt = in.getInt(fadt + 40) - BASE;

        assertEquals(0x600, in.getInt(fadt + 56));
        assertEquals(0x604, in.getInt(fadt + 64));
        assertEquals(0x608, in.getInt(fadt + 76));
        assertEquals(9, in.getShort(fadt + 46));
        assertEquals("FACS", text(in, facs, 4));
        assertEquals(0, facs + BASE & 63, "alignment");
        assertEquals("DSDT", text(in, dsdt, 4));
        assertEquals(0, sum(in, dsdt, in.getInt(dsdt + 4)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255})
    void processors_areAllListed(int cpus) {
        ByteBuffer in = tables(cpus);
        int madt = find(in, "APIC");
        int found = 0;
        int at = madt + 44;
        while (at < madt + in.getInt(madt + 4)) {
            found += in.get(at) == 0 ? 1 : 0;
            at += in.get(at + 1);
        }

        assertEquals(cpus, found);
        assertEquals(madt + in.getInt(madt + 4), at);
    }

    @Test
    void everyTable_fitsIntoTheArea() {
        ByteBuffer in = tables(255);
        int mcfg = find(in, "MCFG");

        assertEquals(0xb0000000L, in.getLong(mcfg + 44));
        assertTrue(mcfg < 0x10000);
    }

    @Test
    void generationNumber_isInTheNamespaceWithItsEvent() {
        byte[] area = new PcTables(1, 0x600, 0xb0000000L).generation(0xff028).build();
        String all = new String(area, StandardCharsets.ISO_8859_1);

        int address = all.indexOf("ADDR");
        int event = all.indexOf("_E05");
        assertTrue(all.indexOf("VGEN") < all.indexOf("QEMUVGID") && address > 0 && event > address);
        assertEquals(
                0xff028, ByteBuffer.wrap(area).order(ByteOrder.LITTLE_ENDIAN).getInt(address + 4 + 4));
        assertEquals("\0\u0086\\.", all.substring(event + 4, event + 8), "notify");
        assertEquals("_SB_VGEN\n\u0080", all.substring(event + 8, event + 18));
    }

    @Test
    void sleepValues_areInTheNamespace() {
        ByteBuffer in = tables(1);
        int dsdt = in.getInt(find(in, "FACP") + 40) - BASE;
        String aml = text(in, dsdt, in.getInt(dsdt + 4));

        int s3 = aml.indexOf("_S3_");
        assertEquals(0x12, in.get(dsdt + s3 + 4), "a package");
        assertEquals(4, in.get(dsdt + s3 + 6), "of four");
        assertEquals(1, in.get(dsdt + s3 + 7), "SLP_TYP of PM1a");
        assertTrue(aml.contains("_S5_") && aml.contains("PCI0") && aml.contains("COM1"));
    }
}
