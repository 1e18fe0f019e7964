package baton.device.fwcfg;

import baton.base.AnyThread;
import baton.base.Bytes;
import baton.machine.bus.IoDevice;
import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * QEMU's firmware configuration device, without DMA: numbered items a guest reads byte by byte. A window of 2 ports,
 * selector and data. Source: QEMU's docs/specs/fw_cfg; section {@code fw_cfg} of its stream.
 */
@AnyThread
public final class FwCfg implements IoDevice, VmState {
    /** The item a guest reads first, {@code QEMU}. */
    public static final int SIGNATURE = 0;

    /** Interface revision, 4 bytes: 1, the traditional interface only. */
    public static final int ID = 1;

    /** The 16 bytes of the machine's UUID. */
    public static final int UUID = 2;

    /** Bytes of RAM, 8 bytes. */
    public static final int RAM_SIZE = 3;

    /** Number of CPUs now, 2 bytes. */
    public static final int CPUS = 5;

    /** Largest number of CPUs, 2 bytes. */
    public static final int MAX_CPUS = 0x0f;

    /** Length of the kernel command line with its NUL, 4 bytes. */
    public static final int CMDLINE_SIZE = 0x14;

    /** The kernel command line with its NUL. */
    public static final int CMDLINE_DATA = 0x15;

    /** The x86 item that says irq 0 is wired to I/O APIC pin 2, 4 bytes. */
    public static final int IRQ0_OVERRIDE = 0x8002;

    private static final int DIRECTORY = 0x19;
    private static final int FIRST_FILE = 0x20;
    private static final int FILE_SLOTS = 0x20;
    private static final int LAST = FIRST_FILE + FILE_SLOTS - 1;
    private static final int INVALID = 0xffff;
    private static final int ARCH_LOCAL = 0x8000;
    private static final int NUMBER = 0x3fff;
    private static final int ENTRY_SIZE = 64;
    private static final int NAME_SIZE = 56;

    // State.
    private int selected;
    private int position; // unsigned
    private long dmaAddress; // kept for the stream

    // What the board put in; not migrated, the destination's command line says the same.
    private final byte[][] items = new byte[LAST + 1][];
    private final byte[][] archItems = new byte[LAST + 1][];
    private final List<String> files = new ArrayList<>();

    /** A device that holds its signature, its revision and an empty file directory. */
    public FwCfg() {
        add(SIGNATURE, "QEMU".getBytes(StandardCharsets.US_ASCII));
        addNumber(ID, 1, 4);
        writeDirectory();
    }

    /** Puts an item in; {@code key} is one of the constants above. */
    public synchronized void add(int key, byte[] data) {
        table(key)[key & NUMBER] = data;
    }

    /** Puts a little-endian number of {@code size} bytes in. */
    public void addNumber(int key, long value, int size) {
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = (byte) (value >>> 8 * i);
        }
        add(key, data);
    }

    /** Puts a named file in, such as {@code etc/e820}; at most 32, names of at most 55 bytes. */
    public synchronized void addFile(String name, byte[] data) {
        if (files.size() == FILE_SLOTS || name.length() >= NAME_SIZE) {
            throw new IllegalArgumentException("fw_cfg has no room for file " + name);
        }
        add(FIRST_FILE + files.size(), data);
        files.add(name);
        writeDirectory();
    }

    private void writeDirectory() {
        byte[] directory = new byte[4 + files.size() * ENTRY_SIZE];
        Bytes.put32(directory, 0, files.size());
        for (int i = 0; i < files.size(); i++) {
            int at = 4 + i * ENTRY_SIZE;
            Bytes.put32(directory, at, items[FIRST_FILE + i].length);
            Bytes.put16(directory, at + 4, FIRST_FILE + i);
            byte[] name = files.get(i).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(name, 0, directory, at + 8, name.length);
        }
        items[DIRECTORY] = directory;
    }

    @Override
    public synchronized void reset() {
        selected = 0;
        position = 0;
        dmaAddress = 0;
    }

    /** The next byte of the selected item, at either port; 0 past its end. */
    @Override
    public synchronized long read(int offset, int size) {
        if (size != 1) {
            return -1;
        }
        byte[] data = selected == INVALID ? null : table(selected)[selected & NUMBER];
        if (data == null || Integer.compareUnsigned(position, data.length) >= 0) {
            return 0;
        }
        return data[position++] & 0xff;
    }

    /** A 2-byte write at the selector selects; items cannot be written. */
    @Override
    public synchronized void write(int offset, long value, int size) {
        if (offset != 0 || size != 2) {
            return;
        }
        int key = (int) value & 0xffff;
        selected = (key & NUMBER) > LAST ? INVALID : key;
        position = 0;
    }

    @Override
    public String vmsd() {
        return "fw_cfg";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public int minimumVersion() {
        return 1;
    }

    @Override
    public synchronized void state(StateVisitor v) throws VmStateException {
        selected = v.u16("cur_entry", selected);
        if (v.version() >= 2) {
            position = v.u32("cur_offset[1]", position); // its name in QEMU's description, which has version 1's too
        } else {
            position = v.u16("cur_offset[0]", position);
        }
        if (v.subsection("fw_cfg/dma", 0, true)) { // QEMU always sends it; it is named version 0
            dmaAddress = v.u64("dma_addr", dmaAddress);
        }
    }

    @Override
    public synchronized void loaded() throws VmStateException {
        if (selected != INVALID && (selected & NUMBER) > LAST) {
            throw VmStateException.corrupt("fw_cfg: there is no item " + selected);
        }
    }

    private byte[][] table(int key) {
        return (key & ARCH_LOCAL) != 0 ? archItems : items;
    }
}
