package baton.device.testing;

import baton.migration.vmstate.ArraySource;
import baton.migration.vmstate.StateReader;
import baton.migration.vmstate.StateWriter;
import baton.migration.vmstate.VmState;
import baton.migration.vmstate.VmStateException;
import java.io.IOException;
import java.io.InputStream;

/** Saves and loads one section as a stream does. */
public final class Sections {
    private Sections() {}

    /** The body of a section saved now. */
    public static byte[] save(VmState section) throws VmStateException {
        section.saving();
        return walk(section);
    }

    /** The fields as they are in the object, nothing fetched. */
    public static byte[] walk(VmState section) throws VmStateException {
        StateWriter writer = new StateWriter();
        writer.save(section);
        return writer.toByteArray();
    }

    /** Loads and validates; does not commit. Bytes left over are where the stream would miss its footer. */
    public static void load(VmState section, byte[] body) throws VmStateException {
        ArraySource source = new ArraySource(body);
        new StateReader(source).load(section, section.version());
        if (source.remaining() > 0) {
            throw VmStateException.corrupt("Missing section footer for " + section.vmsd());
        }
        section.loaded();
    }

    /** A section's body cut out of a stream of QEMU 10.2.2, such as {@code mv1-serial-0}. */
    public static byte[] golden(String name) throws IOException {
        return golden("10.2.2", name);
    }

    /** A section's body cut out of a stream of that release of QEMU. */
    public static byte[] golden(String release, String name) throws IOException {
        String path = "/golden/qemu-" + release + "/sections/" + name + ".bin";
        try (InputStream file = Sections.class.getResourceAsStream(path)) {
            return file.readAllBytes();
        }
    }
}
