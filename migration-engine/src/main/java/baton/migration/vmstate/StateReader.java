package baton.migration.vmstate;

import baton.base.Bytes;
import baton.migration.vmstate.VmStateException.Reason;
import java.nio.charset.StandardCharsets;

/**
 * Loads: walks structs and fills them from a source, which may be hostile. How a subsection is told from what follows
 * its struct: docs/wire/stream.md, "Field kinds". One thread.
 */
public final class StateReader implements StateVisitor {
    private static final int SUBSECTION = 0x05;

    private final ByteSource in;
    private final byte[] scratch = new byte[256];
    private int version;
    /** vmsd of the innermost struct: what its subsections' names start with. */
    private String vmsd = "";
    /** The innermost struct or subsection, for texts. */
    private String where = "";

    /** Reads from {@code in} and not one byte further than the structs it is given. */
    public StateReader(ByteSource in) {
        this.in = in;
    }

    /** Fills {@code struct} from a state of {@code version}, which the caller has found acceptable. */
    public void load(Struct struct, int structVersion) throws VmStateException {
        int outerVersion = version;
        String outerVmsd = vmsd;
        String outerWhere = where;
        version = structVersion;
        vmsd = struct.vmsd();
        where = vmsd;
        struct.state(this);
        String left = nextSubsection();
        if (left != null) {
            throw new VmStateException(
                    Reason.UNKNOWN_SECTION,
                    VmStateException.ENOENT,
                    "VM subsection '" + left + "' in '" + vmsd + "' does not exist",
                    null);
        }
        version = outerVersion;
        vmsd = outerVmsd;
        where = outerWhere;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public boolean loading() {
        return true;
    }

    @Override
    public int u8(String name, int value) throws VmStateException {
        fill(scratch, 1);
        return scratch[0] & 0xff;
    }

    @Override
    public int u16(String name, int value) throws VmStateException {
        fill(scratch, 2);
        return Bytes.u16(scratch, 0);
    }

    @Override
    public int u32(String name, int value) throws VmStateException {
        fill(scratch, 4);
        return Bytes.u32(scratch, 0);
    }

    @Override
    public int i32(String name, int value) throws VmStateException {
        return u32(name, value);
    }

    @Override
    public long u64(String name, long value) throws VmStateException {
        fill(scratch, 8);
        return Bytes.u64(scratch, 0);
    }

    @Override
    public long i64(String name, long value) throws VmStateException {
        return u64(name, value);
    }

    @Override
    public boolean bool(String name, boolean value) throws VmStateException {
        return u8(name, 0) != 0;
    }

    @Override
    public long timer(String name, long value) throws VmStateException {
        return u64(name, value);
    }

    @Override
    public void buffer(String name, byte[] values) throws VmStateException {
        fill(values, values.length);
    }

    @Override
    public void raw(String name, String type, byte[] values) throws VmStateException {
        fill(values, values.length);
    }

    @Override
    public void unused(String name, int size) throws VmStateException {
        for (int left = size; left > 0; left -= scratch.length) {
            fill(scratch, Math.min(left, scratch.length));
        }
    }

    @Override
    public void u8s(String name, byte[] values) throws VmStateException {
        fill(values, values.length);
    }

    @Override
    public void u32s(String name, int[] values) throws VmStateException {
        for (int i = 0; i < values.length; i++) {
            values[i] = u32(name, 0);
        }
    }

    @Override
    public void u64s(String name, long[] values) throws VmStateException {
        for (int i = 0; i < values.length; i++) {
            values[i] = u64(name, 0);
        }
    }

    @Override
    public void strings(String name, String type, String[] values) throws VmStateException {
        for (int i = 0; i < values.length; i++) {
            values[i] = string();
        }
    }

    @Override
    public void struct(String name, Struct struct) throws VmStateException {
        nested("struct", name, struct);
    }

    @Override
    public void structs(String name, Struct[] structs) throws VmStateException {
        for (Struct struct : structs) {
            nested("struct", name, struct);
        }
    }

    @Override
    public void tmp(String name, Struct struct) throws VmStateException {
        nested("tmp", name, struct);
    }

    @Override
    public void opaque(String name, String type, Struct content) throws VmStateException {
        nested(type, name, content);
    }

    @Override
    public boolean subsection(String name, int ours, boolean needed) throws VmStateException {
        if (!name.equals(nextSubsection())) {
            return false;
        }
        fill(scratch, 1);
        string();
        where = name;
        version = u32(name, 0);
        if (version < 0 || version > ours) {
            throw new VmStateException(
                    Reason.TOO_NEW,
                    "Loading VM subsection '" + name + "' in '" + vmsd + "' failed: -22: " + name
                            + ": incoming version_id " + version + " is too new for local version_id " + ours);
        }
        return true;
    }

    private void nested(String type, String name, Struct struct) throws VmStateException {
        try {
            load(struct, struct.version());
        } catch (VmStateException e) {
            throw e.within("Failed to load element of type " + type + " for " + name + ": -" + e.errno() + ": ");
        }
    }

    /** Name of the subsection of this struct that comes next; null when something else comes. Consumes nothing. */
    private String nextSubsection() throws VmStateException {
        if (in.peek(0) != SUBSECTION || in.peek(1) <= vmsd.length()) {
            return null;
        }
        for (int i = 0; i < vmsd.length(); i++) {
            if (in.peek(2 + i) != vmsd.charAt(i)) {
                return null;
            }
        }
        StringBuilder name = new StringBuilder(vmsd);
        for (int i = vmsd.length(); i < in.peek(1); i++) {
            name.append((char) (in.peek(2 + i) & 0xff));
        }
        return name.toString();
    }

    private String string() throws VmStateException {
        int length = u8("", 0);
        fill(scratch, length);
        return new String(scratch, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void fill(byte[] into, int length) throws VmStateException {
        if (!in.read(into, 0, length)) {
            throw new VmStateException(
                    Reason.CORRUPT, VmStateException.EIO, "Failed to load " + where + " state: stream error: -5", null);
        }
    }
}
