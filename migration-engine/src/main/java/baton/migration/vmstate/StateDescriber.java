package baton.migration.vmstate;

import java.util.ArrayList;
import java.util.List;

/**
 * Saves through a {@link StateWriter} and on the way notes what it saved, as the description at the end of a QEMU
 * stream has it (docs/wire/stream.md, "vmdesc JSON"): only what was emitted, with the sizes it took. One thread.
 */
public final class StateDescriber implements StateVisitor {
    private final StateWriter out;
    private Description current;

    /** Saves into {@code out}. */
    public StateDescriber(StateWriter out) {
        this.out = out;
    }

    /**
     * Saves {@code struct} and returns its members of a JSON object, without braces: {@code "vmsd_name": "serial",
     * "version": 3, "fields": [...]} and, when any was emitted, {@code "subsections"}.
     */
    public String save(Struct struct) throws VmStateException {
        return walk(struct).members();
    }

    @Override
    public int version() {
        return current.version();
    }

    @Override
    public boolean loading() {
        return false;
    }

    @Override
    public int u8(String name, int value) {
        current.field(name, "uint8", 1);
        return out.u8(name, value);
    }

    @Override
    public int u16(String name, int value) {
        current.field(name, "uint16", 2);
        return out.u16(name, value);
    }

    @Override
    public int u32(String name, int value) {
        current.field(name, "uint32", 4);
        return out.u32(name, value);
    }

    @Override
    public int i32(String name, int value) {
        current.field(name, "int32", 4);
        return out.i32(name, value);
    }

    @Override
    public long u64(String name, long value) {
        current.field(name, "uint64", 8);
        return out.u64(name, value);
    }

    @Override
    public long i64(String name, long value) {
        current.field(name, "int64", 8);
        return out.i64(name, value);
    }

    @Override
    public boolean bool(String name, boolean value) {
        current.field(name, "bool", 1);
        return out.bool(name, value);
    }

    @Override
    public long timer(String name, long value) {
        current.field(name, "timer", 8);
        return out.timer(name, value);
    }

    @Override
    public void buffer(String name, byte[] bytes) {
        current.field(name, "buffer", bytes.length);
        out.buffer(name, bytes);
    }

    @Override
    public void raw(String name, String type, byte[] bytes) {
        current.field(name, type, bytes.length);
        out.raw(name, type, bytes);
    }

    @Override
    public void unused(String name, int size) {
        current.field(name, "unused_buffer", size);
        out.unused(name, size);
    }

    @Override
    public void u8s(String name, byte[] values) {
        current.array(name, values.length, "uint8", 1);
        out.u8s(name, values);
    }

    @Override
    public void u32s(String name, int[] values) {
        current.array(name, values.length, "uint32", 4);
        out.u32s(name, values);
    }

    @Override
    public void u64s(String name, long[] values) {
        current.array(name, values.length, "uint64", 8);
        out.u64s(name, values);
    }

    @Override
    public void strings(String name, String type, String[] values) {
        int firstSize = values.length == 0 ? 0 : 1 + values[0].length();
        current.array(name, values.length, type, firstSize);
        out.strings(name, type, values);
    }

    @Override
    public void struct(String name, Struct struct) throws VmStateException {
        structs(name, new Struct[] {struct});
    }

    @Override
    public void structs(String name, Struct[] structs) throws VmStateException {
        List<String> entries = new ArrayList<>();
        int next = 0;
        while (next < structs.length) {
            int start = out.length();
            Description inner = walk(structs[next]);
            boolean alike = next == 0 && inner.alikeInArrays();
            entries.add(place(alike, next, structs.length) + "\"type\": \"struct\", \"struct\": {" + inner.members()
                    + "}, \"size\": " + (out.length() - start));
            current.contains(inner);
            next++;
            while (alike && next < structs.length) {
                out.struct(name, structs[next]);
                next++;
            }
        }
        current.entries(name, entries);
    }

    @Override
    public void tmp(String name, Struct struct) throws VmStateException {
        int start = out.length();
        Description inner = walk(struct);
        current.contains(inner);
        current.entry(name, "\"type\": \"tmp\", " + inner.members() + ", \"size\": " + (out.length() - start));
    }

    @Override
    public void opaque(String name, String type, Struct content) throws VmStateException {
        int start = out.length();
        out.opaque(name, type, content);
        current.field(name, type, out.length() - start);
    }

    @Override
    public boolean subsection(String name, int version, boolean needed) {
        current.subsection(name, version, needed);
        return out.subsection(name, version, needed);
    }

    private Description walk(Struct struct) throws VmStateException {
        Description outer = current;
        Description inner = new Description(struct.vmsd(), struct.version());
        current = inner;
        struct.state(this);
        current = outer;
        return inner;
    }

    /** The member that tells array elements: alike ones are listed once with a count, others each with an index. */
    private static String place(boolean alike, int index, int count) {
        if (index == count - 1) {
            return "";
        }
        return alike ? "\"array_len\": " + count + ", " : "\"index\": " + index + ", ";
    }
}
