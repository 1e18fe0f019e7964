package baton.machine.smbios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmbiosTablesTest {
    private static final String PRODUCT = "Standard PC (Q35 + ICH9, 2009)";
    private static final String VERSION = "pc-q35-10.0";
    private static final String UUID = "00112233-4455-6677-8899-aabbccddeeff";
    private static final long PROCESSOR = 0x178bfbfd00060fb1L;

    /** Each structure as {@code type length handle fixed-part [strings]}, read as the specification says. */
    private static List<String> read(SmbiosMachine machine, SmbiosValues values) {
        byte[] bytes = new SmbiosTables(machine, values).structures(PROCESSOR, SmbiosTables.ROOM);
        List<String> all = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int length = bytes[at + 1] & 0xff;
            int handle = (bytes[at + 2] & 0xff) | (bytes[at + 3] & 0xff) << 8;
            String fixed = HexFormat.of().formatHex(bytes, at + 4, at + length);
            List<String> strings = new ArrayList<>();
            int end = at + length;
            do {
                int from = end;
                while (bytes[end] != 0) {
                    end++;
                }
                if (end > from) {
                    strings.add(new String(bytes, from, end - from, StandardCharsets.UTF_8));
                }
                end++;
            } while (bytes[end] != 0);
            all.add(bytes[at] + " " + length + " " + Integer.toHexString(handle) + " " + fixed + " " + strings);
            at = end + 1;
        }
        assertEquals(bytes.length, at, "the last structure ends where the tables do");
        return all;
    }

    private static SmbiosMachine machine(String uuid, int cpus, int cores, int threads, long below, long above) {
        return new SmbiosMachine(PRODUCT, VERSION, uuid, cpus, cores, threads, below, above);
    }

    /** Golden: QEMU 10.0.2, {@code -M pc-q35-10.0,smbios-entry-point-type=64 -m 256 -smp 4,sockets=2,cores=1,threads=2}. */
    @Test
    void plainMachine_isToldOfAsByQemu() {
        String processor = "0103fe02b10f0600fdfb8b1703000000d007d0074101ffffffffffff00000001010202000100010001000200";

        List<String> all = read(machine(UUID, 4, 1, 2, 256 << 20, 0), new SmbiosValues());

        assertEquals(
                List.of(
                        "1 27 100 0102030033221100554477668899aabbccddeeff060000 [QEMU, " + PRODUCT + ", " + VERSION
                                + "]",
                        "3 22 300 010102000003030302000000000000000000 [QEMU, " + VERSION + "]",
                        "4 48 400 " + processor + " [CPU 0, QEMU, " + VERSION + "]",
                        "4 48 401 " + processor + " [CPU 1, QEMU, " + VERSION + "]",
                        "16 23 1000 01030600000400feff01000000000000000000 []",
                        "17 40 1100 0010feffffffffff00010900010007020000000200000000000000000000000000000000"
                                + " [DIMM 0, QEMU]",
                        "19 31 1300 00000000ffff030000100100000000000000000000000000000000 []",
                        "32 11 2000 00000000000000 []",
                        "127 4 7f00  []"),
                all);
    }

    /** Golden: QEMU 10.0.2 with the same options; type 4 as its 64-bit form has it, and type 8 with a handle of its own. */
    @Test
    void valuesGiven_standWhereQemuPutsThem() {
        SmbiosValues values = new SmbiosValues();
        values.add(0, Map.of("vendor", "V", "version", "1.2", "date", "01/02/2020", "major", "3", "minor", "4"));
        values.add(0, Map.of("uefi", "on"));
        values.add(1, Map.of("serial", "S1", "family", "F", "sku", "K"));
        values.add(2, Map.of("product", "B", "asset", "A", "location", "L"));
        values.add(3, Map.of("serial", "c3", "sku", "k3"));
        values.add(4, Map.of("sock_pfx", "SK", "serial", "s4", "asset", "a4", "part", "p4", "max-speed", "3000"));
        values.add(4, Map.of("current-speed", "2500", "processor-id", Long.toString(0x1122334455667788L)));
        values.add(8, Map.of("internal_reference", "I", "external_reference", "E", "connector_type", "1"));
        values.addString("one");
        values.addString("two");
        values.add(17, Map.of("loc_pfx", "DM", "bank", "BK", "serial", "s17", "asset", "a17", "part", "p17"));
        values.add(17, Map.of("speed", "3200", "manufacturer", "MM"));

        List<String> all = read(machine(null, 2, 2, 1, 2L << 30, 3L << 30), values);

        assertEquals(
                List.of(
                        "0 24 0 010200e803000800000000000000001c0304ffff [V, 1.2, 01/02/2020]",
                        "1 27 100 0102030400000000000000000000000000000000060506 [QEMU, " + PRODUCT + ", " + VERSION
                                + ", S1, K, F]",
                        "2 15 200 0102030004010500030a00 [QEMU, B, " + VERSION + ", A, L]",
                        "3 22 300 010102030003030302000000000000000004 [QEMU, " + VERSION + ", c3, k3]",
                        "4 48 400 0103fe02887766554433221103000000b80bc4094101ffffffffffff04050602020202000100"
                                + "020002000200 [SK 0, QEMU, " + VERSION + ", s4, a4, p4]",
                        "8 9 800 0100020100 [I, E]",
                        "11 5 e00 02 [one, two]",
                        "16 23 1000 01030600005000feff01000000000000000000 []",
                        "17 40 1100 0010feffffffffff001409000102070200800c030405060000000000800c000000000000"
                                + " [DM 0, BK, MM, s17, a17, p17]",
                        "19 31 1300 00000000ffff1f0000100100000000000000000000000000000000 []",
                        "19 31 1301 00004000ffff6f0000100100000000000000000000000000000000 []",
                        "32 11 2000 00000000000000 []",
                        "127 4 7f00  []"),
                all);
    }

    @Test
    void entryPoint_leadsToTheStructuresAndAddsUpToZero() {
        byte[] entry = SmbiosTables.entry(465);
        ByteBuffer in = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);
        int sum = 0;
        for (byte b : entry) {
            sum += b;
        }

        assertEquals("_SM3_", new String(entry, 0, 5, StandardCharsets.US_ASCII));
        assertEquals(0, sum & 0xff);
        assertEquals(entry.length, entry[6]);
        assertEquals(465, in.getInt(12));
        assertEquals(SmbiosTables.FIRST, in.getLong(16));
        assertEquals(0, SmbiosTables.ENTRY_POINT % 16);
    }

    @Test
    void memoryOfTebibytes_isInTheLongerFields() {
        List<String> all = read(machine(null, 1, 1, 1, 2L << 30, (5L << 40) - (2L << 30)), new SmbiosValues());

        assertEquals("16 23 1000 01030600000080feff01000000000000050000 []", all.get(3));
        assertEquals(
                "17 40 1100 0010feffffffffffff7f0900010007020000000200000000000050000000000000000000 [DIMM 0, QEMU]",
                all.get(4));
        assertEquals("19 31 1301 ffffffffffffffff0010010000000001000000ffffff7f00050000 []", all.get(6));
    }

    @Test
    void tablesThatWouldNotFit_areKnownBefore() {
        SmbiosValues values = new SmbiosValues();
        SmbiosTables most = new SmbiosTables(machine(null, 255, 1, 1, 256 << 20, 0), values);

        assertTrue(most.fits());
        values.addString("a".repeat(SmbiosTables.ROOM));
        assertFalse(most.fits());
    }
}
