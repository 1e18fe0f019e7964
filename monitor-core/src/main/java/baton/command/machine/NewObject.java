package baton.command.machine;

import baton.machine.memory.MemoryException;
import baton.machine.memory.MemoryObjects;
import baton.machine.memory.MemoryProperties;
import baton.monitor.QmpException;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Files;
import baton.nat.libc.Sys;
import java.util.Map;

/** Makes objects from properties, for QMP and HMP. */
public final class NewObject {
    private NewObject() {}

    /**
     * Makes one.
     *
     * @param properties as checked against {@link ObjectTypes#OPTIONS}, {@code qom-type} and {@code id} among them
     */
    public static void add(MemoryObjects objects, Map<String, Object> properties) throws QmpException {
        String type = (String) properties.get("qom-type");
        String id = (String) properties.get("id");
        if (!wellFormed(id)) {
            throw QmpException.generic("Parameter 'id' expects an identifier");
        }
        try {
            if (MemoryProperties.kind(type) != null) {
                objects.add(new MemoryProperties(type, properties).read(id));
            } else {
                checkSecret((String) properties.get("data"), (String) properties.get("file"));
                objects.keep(id, type);
            }
        } catch (MemoryException e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    /** A letter, then letters, digits and {@code - . _}. */
    private static boolean wellFormed(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean other = c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
            if (!letter && (i == 0 || !other)) {
                return false;
            }
        }
        return !id.isEmpty();
    }

    private static void checkSecret(String data, String file) throws QmpException {
        if (data != null && file != null) {
            throw QmpException.generic("'file' and 'data' are mutually exclusive");
        }
        if (data == null && file == null) {
            throw QmpException.generic("Either 'file' or 'data' must be provided");
        }
        if (file != null) {
            checkReadable(file);
        }
    }

    private static void checkReadable(String file) throws QmpException {
        try {
            Files.open(file, Sys.O_RDONLY, 0).close();
        } catch (ErrnoException e) {
            throw QmpException.generic(
                    "Unable to read " + file + ": Failed to open file \u201c" + file + "\u201d: " + e.getMessage());
        }
    }
}
