package baton.migration.stream;

import baton.base.Bytes;
import baton.migration.vmstate.ArraySource;
import baton.migration.vmstate.StateReader;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A whole stream taken apart for tests, by a second and simpler reader than the one under test. */
final class CapturedStream {
    /** One section or command; ids are left out, a RAM body is left empty unless it is small. */
    record Item(int type, String idstr, int instance, int version, int bodyAt, byte[] body) {
        @Override
        public String toString() {
            return type + " " + idstr + "/" + instance + " v" + version + " " + Arrays.hashCode(body);
        }
    }

    final byte[] bytes;
    final Configuration configuration = new Configuration();
    final List<Item> items = new ArrayList<>();
    /** Where the first device section begins. */
    int devicesAt;
    /** Where the end mark is. */
    int endAt;
    /** The JSON at the end, without padding. */
    String description;

    private final ArraySource in;
    private final boolean ignoreShared;

    CapturedStream(byte[] bytes) throws VmStateException {
        this.bytes = bytes;
        this.in = new ArraySource(bytes);
        skip(9);
        new StateReader(in).load(configuration, 1);
        ignoreShared = new String(bytes, 0, at(), StandardCharsets.ISO_8859_1).contains("x-ignore-shared");
        String live = "";
        int type = u8();
        while (type != 0) {
            live = item(type, live);
            type = u8();
        }
        endAt = at() - 1;
        skip(5);
        description = new String(bytes, at(), in.remaining(), StandardCharsets.ISO_8859_1).strip();
    }

    static byte[] golden(String name) throws IOException {
        try (InputStream file = CapturedStream.class.getResourceAsStream("/golden/qemu-10.2.2/" + name + ".mig")) {
            return file.readAllBytes();
        }
    }

    /** The sections of our tables that are in this stream, in its order. */
    List<TableStruct> freshSections() {
        List<TableStruct> all = MicrovmTables.sections(2);
        List<TableStruct> found = new ArrayList<>();
        for (Item item : items) {
            if (item.type() == 4) {
                found.add(find(all, item.idstr(), item.instance()));
            }
        }
        return found;
    }

    static TableStruct table(String idstr, int instance) {
        return find(MicrovmTables.sections(2), idstr, instance);
    }

    private static TableStruct find(List<TableStruct> tables, String idstr, int instance) {
        for (TableStruct table : tables) {
            if (table.idstr().equals(idstr) && table.instanceId() == instance) {
                return table;
            }
        }
        throw new IllegalArgumentException("no table for " + idstr + " " + instance);
    }

    private String item(int type, String live) throws VmStateException {
        if (type == 8) {
            int head = at();
            skip(4);
            skip(Bytes.u16(bytes, head + 2));
            items.add(new Item(type, "command", 0, 0, head, Arrays.copyOfRange(bytes, head, at())));
            return live;
        }
        boolean named = type == 1 || type == 4;
        skip(4);
        String idstr = named ? string() : live;
        int instance = named ? u32() : 0;
        int version = named ? u32() : 0;
        int start = at();
        if (idstr.equals("ram")) {
            ram();
        } else {
            devicesAt = devicesAt == 0 ? start - 14 - idstr.length() : devicesAt;
            new StateReader(in).load(table(idstr, instance), version);
        }
        items.add(new Item(type, idstr, instance, version, start, Arrays.copyOfRange(bytes, start, at())));
        if (u8() != 0x7e) {
            throw new IllegalStateException("no footer at " + at());
        }
        skip(4);
        return idstr;
    }

    private void ram() throws VmStateException {
        long item;
        do {
            item = u64();
            int flags = (int) item & 0xfff;
            if ((flags & 4) != 0) {
                blocks(item & ~0xfffL);
            } else if ((flags & 0xa) != 0) {
                if ((flags & 0x20) == 0) {
                    string();
                }
                skip((flags & 2) != 0 ? 1 : 4096);
            }
        } while ((item & 0x10) == 0);
    }

    private void blocks(long total) throws VmStateException {
        for (long left = total; left > 0; ) {
            string();
            left -= u64();
            skip(ignoreShared ? 8 : 0);
        }
    }

    private int at() {
        return bytes.length - in.remaining();
    }

    private void skip(int length) throws VmStateException {
        new StateReader(in).buffer("", new byte[length]);
    }

    private int u8() throws VmStateException {
        return new StateReader(in).u8("", 0);
    }

    private int u32() throws VmStateException {
        return new StateReader(in).u32("", 0);
    }

    private long u64() throws VmStateException {
        return new StateReader(in).u64("", 0);
    }

    private String string() throws VmStateException {
        String[] one = new String[1];
        new StateReader(in).strings("", "", one);
        return one[0];
    }
}
