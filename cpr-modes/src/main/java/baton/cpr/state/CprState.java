package baton.cpr.state;

import baton.base.Bytes;
import baton.base.Closer;
import baton.base.Reporter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** QEMU's CPR state, version 1: a list of named descriptors. Big-endian, no footer. Texts of failures are QEMU's. */
public final class CprState {
    private static final int MAGIC = 0x51435052;
    private static final int VERSION = 1;
    private static final int SUBSECTION = 5;
    private static final String NAME = "CprState";
    private static final String VFIO = "CprState/vfio devices";
    /** Longer names and more elements than these are no CPR state. */
    private static final int MAX_NAME = 4096;

    private static final int MAX_ELEMENTS = 4096;

    private CprState() {}

    /** Writes the state. */
    public static void write(List<CprFd> elements, FdChannel out) throws IOException {
        byte[] header = new byte[8];
        Bytes.put32(header, 0, MAGIC);
        Bytes.put32(header, 4, VERSION);
        out.write(header);
        for (CprFd element : elements) {
            byte[] name = element.name().getBytes(StandardCharsets.UTF_8);
            byte[] head = new byte[1 + 4 + name.length + 1 + 4];
            head[0] = 1;
            Bytes.put32(head, 1, name.length + 1);
            System.arraycopy(name, 0, head, 5, name.length);
            Bytes.put32(head, head.length - 4, element.id());
            out.write(head);
            out.putFd(element.fd());
        }
        // No subsection of VFIO devices, though QEMU 10.2 sends an empty one: it does without, and 10.0 does not know
        // it.
        out.write(new byte[1]);
    }

    /**
     * Reads a state. Bytes after its end are ignored.
     *
     * @param reporter gets the first line of what QEMU says in two
     * @return the elements in their order; their descriptors are the caller's
     * @throws IOException it is none, or damaged; what it brought is closed
     */
    static List<CprFd> read(FdInput in, Reporter reporter) throws IOException {
        int magic = headerWord(in);
        if (magic != MAGIC) {
            throw new IOException("Not a migration stream (bad magic " + Integer.toHexString(magic) + ")");
        }
        int version = headerWord(in);
        if (version != VERSION) {
            throw new IOException("Unsupported migration stream version " + Integer.toUnsignedString(version));
        }
        List<CprFd> elements = new ArrayList<>();
        boolean whole = false;
        try {
            readList(in, elements, reporter);
            readSubsections(in);
            whole = true;
        } finally {
            if (!whole) {
                closeAll(elements);
            }
        }
        return elements;
    }

    /** As QEMU reads it: what is missing counts as zeros. */
    private static int headerWord(FdInput in) throws IOException {
        int word = 0;
        for (int i = 0; i < 4; i++) {
            word = word << 8 | (in.peek() < 0 ? 0 : in.u8());
        }
        return word;
    }

    private static void readList(FdInput in, List<CprFd> elements, Reporter reporter) throws IOException {
        int mark = in.peek();
        if (mark < 0) {
            throw new IOException("Failed to load CprState state: stream error: -5");
        }
        try {
            while (in.u8() != 0) {
                if (elements.size() == MAX_ELEMENTS) {
                    throw new IOException("more than " + MAX_ELEMENTS + " elements");
                }
                elements.add(readElement(in));
            }
        } catch (IOException e) {
            reporter.error("Failed to load cpr fd state: stream error: -5");
            throw new IOException("Failed to load element of type qlist for fds: -5", e);
        }
    }

    private static CprFd readElement(FdInput in) throws IOException {
        String name = readName(in);
        int id = in.be32();
        return new CprFd(name, id, in.getFd());
    }

    private static String readName(FdInput in) throws IOException {
        int length = in.be32();
        if (length < 1 || length > MAX_NAME) {
            throw new IOException("name of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] name = in.take(length);
        if (name[length - 1] != 0) {
            throw new IOException("name without end");
        }
        return new String(name, 0, length - 1, StandardCharsets.UTF_8);
    }

    private static void readSubsections(FdInput in) throws IOException {
        while (in.peek() == SUBSECTION) {
            in.u8();
            String name = subsectionName(in);
            if (!name.startsWith(NAME)) {
                return;
            }
            if (!name.equals(VFIO)) {
                throw new IOException("VM subsection '" + name + "' in '" + NAME + "' does not exist");
            }
            try {
                in.be32();
                skipVfioDevices(in);
            } catch (IOException e) {
                throw new IOException(
                        "Loading VM subsection '" + VFIO + "' in '" + NAME + "' failed: -5: Failed to load " + VFIO
                                + " state: stream error: -5",
                        e);
            }
        }
    }

    private static String subsectionName(FdInput in) throws IOException {
        try {
            return new String(in.take(in.u8()), StandardCharsets.UTF_8);
        } catch (EOFException e) {
            // What follows the list and is no subsection does not concern us, as in QEMU.
            return "";
        }
    }

    /** There are no VFIO devices here; builds of QEMU without IOMMUFD leave out even the list's end mark. */
    private static void skipVfioDevices(FdInput in) throws IOException {
        while (in.peek() > 0) {
            in.u8();
            readName(in);
            in.take(3 * 4);
        }
        if (in.peek() == 0) {
            in.u8();
        }
    }

    /** Lets go of descriptors that lead nowhere. */
    static void closeAll(List<CprFd> elements) throws IOException {
        try (Closer closer = new Closer()) {
            for (CprFd element : elements) {
                closer.add(element.fd());
            }
        }
    }
}
