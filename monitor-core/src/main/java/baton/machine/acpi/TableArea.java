package baton.machine.acpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The 64 KiB below 1 MiB in which tables are, one behind the other; the root pointer is at the start, where kernels look. */
final class TableArea {
    /** Where it is. */
    static final int START = 0xf0000;

    private static final int SIZE = 0x10000;
    private static final int FIRST_TABLE = START + 0x80;
    /** Bytes before the body of a table. */
    static final int HEADER = 36;

    private final byte[] area = new byte[SIZE];
    private final ByteBuffer out = ByteBuffer.wrap(area).order(ByteOrder.LITTLE_ENDIAN);
    private int next = FIRST_TABLE;

    /** Its bytes. */
    byte[] bytes() {
        return area;
    }

    /** How many of them are used. */
    int used() {
        return next - START;
    }

    /** For what is no table, below the first one. */
    ByteBuffer out() {
        return out;
    }

    /** Adds a table; gives its address. */
    int table(String signature, int revision, byte[] body) {
        int at = next - START;
        out.position(at);
        ascii(signature);
        out.putInt(HEADER + body.length).put((byte) revision).put((byte) 0);
        ascii("BATON ");
        ascii("BATONPC ");
        out.putInt(1);
        ascii("BTN ");
        out.putInt(1).put(body);
        checksum(at, HEADER + body.length, at + 9);
        int address = next;
        next = next + HEADER + body.length + 15 & ~15;
        return address;
    }

    /** Adds both lists of tables, and the root pointer to them. */
    void root(int... tables) {
        int rsdt = table("RSDT", 1, pointers(tables, 4));
        int xsdt = table("XSDT", 1, pointers(tables, 8));
        out.position(0);
        ascii("RSD PTR ");
        out.put((byte) 0);
        ascii("BATON ");
        out.put((byte) 2).putInt(rsdt).putInt(36).putLong(xsdt);
        checksum(0, 20, 8);
        checksum(0, 36, 32);
    }

    private static byte[] pointers(int[] tables, int size) {
        ByteBuffer list = ByteBuffer.allocate(tables.length * size).order(ByteOrder.LITTLE_ENDIAN);
        for (int table : tables) {
            list.putInt(table);
            list.position(list.position() + size - 4);
        }
        return list.array();
    }

    /** The table of where configuration space is in memory, for 256 buses: body of MCFG. */
    static byte[] mcfg(long ecam) {
        ByteBuffer t = ByteBuffer.allocate(8 + 16).order(ByteOrder.LITTLE_ENDIAN);
        t.putLong(0).putLong(ecam).putShort((short) 0).put((byte) 0).put((byte) 0xff);
        return t.array();
    }

    void ascii(String text) {
        out.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void checksum(int start, int size, int at) {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum += area[start + i];
        }
        area[at] -= (byte) sum;
    }
}
