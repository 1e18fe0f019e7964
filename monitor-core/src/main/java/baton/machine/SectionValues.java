package baton.machine;

import baton.migration.vmstate.StateVisitor;
import baton.migration.vmstate.Struct;
import baton.migration.vmstate.VmStateException;
import java.util.HashMap;
import java.util.Map;

/** The fields of one device section by their names on the wire, for people. One thread. */
public final class SectionValues implements StateVisitor {
    private final Map<String, Object> values = new HashMap<>();
    private int version;

    SectionValues(Struct section) throws VmStateException {
        walk(section);
    }

    /** Adds what is no field but belongs to the picture. */
    void put(String name, long value) {
        values.put(name, value);
    }

    /** An integer field; a fault of the caller's when the section has none of that name. */
    public long number(String name) {
        return ((Number) values.get(name)).longValue();
    }

    /** An array of 32-bit integers. */
    public int[] ints(String name) {
        return (int[]) values.get(name);
    }

    /** An array of 64-bit integers. */
    public long[] longs(String name) {
        return (long[]) values.get(name);
    }

    private void walk(Struct struct) throws VmStateException {
        int outer = version;
        version = struct.version();
        struct.state(this);
        version = outer;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public boolean loading() {
        return false;
    }

    @Override
    public int u8(String name, int value) {
        values.put(name, value);
        return value;
    }

    @Override
    public int u16(String name, int value) {
        return u8(name, value);
    }

    @Override
    public int u32(String name, int value) {
        values.put(name, value & 0xffffffffL);
        return value;
    }

    @Override
    public int i32(String name, int value) {
        return u8(name, value);
    }

    @Override
    public long u64(String name, long value) {
        values.put(name, value);
        return value;
    }

    @Override
    public long i64(String name, long value) {
        return u64(name, value);
    }

    @Override
    public boolean bool(String name, boolean value) {
        u8(name, value ? 1 : 0);
        return value;
    }

    @Override
    public long timer(String name, long value) {
        return u64(name, value);
    }

    @Override
    public void buffer(String name, byte[] bytes) {
        values.put(name, bytes.clone());
    }

    @Override
    public void raw(String name, String type, byte[] bytes) {
        buffer(name, bytes);
    }

    @Override
    public void unused(String name, int size) {}

    @Override
    public void u8s(String name, byte[] bytes) {
        buffer(name, bytes);
    }

    @Override
    public void u32s(String name, int[] numbers) {
        values.put(name, numbers.clone());
    }

    @Override
    public void u64s(String name, long[] numbers) {
        values.put(name, numbers.clone());
    }

    @Override
    public void strings(String name, String type, String[] texts) {
        values.put(name, texts.clone());
    }

    @Override
    public void struct(String name, Struct struct) throws VmStateException {
        walk(struct);
    }

    @Override
    public void structs(String name, Struct[] structs) throws VmStateException {
        for (Struct struct : structs) {
            walk(struct);
        }
    }

    @Override
    public void tmp(String name, Struct struct) throws VmStateException {
        walk(struct);
    }

    @Override
    public void opaque(String name, String type, Struct content) throws VmStateException {
        walk(content);
    }

    @Override
    public boolean subsection(String name, int subsectionVersion, boolean needed) {
        return needed;
    }
}
