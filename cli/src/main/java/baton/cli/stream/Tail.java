package baton.cli.stream;

import baton.base.Bytes;
import baton.monitor.json.JsonReader;
import baton.monitor.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The end of a stream from the first device section on, in memory: sections have no length, only the description behind
 * them says where they end, so it has to be found first.
 */
final class Tail {
    private static final int VMDESC = 0x06;
    private static final int HEAD = 5;
    private static final byte[] OPENING = "{\"configuration\"".getBytes(StandardCharsets.ISO_8859_1);

    private final byte[] bytes;
    private final long origin;
    private int at;
    /** Index of the description's type byte; the end of the bytes when there is none. */
    private int descriptionAt;

    private int descriptionEnd;
    private List<Map<?, ?>> devices;
    private String problem;
    private boolean missing;

    /** {@code bytes} of the file from offset {@code origin}. */
    Tail(byte[] bytes, long origin) {
        this.bytes = bytes;
        this.origin = origin;
        this.descriptionAt = bytes.length;
        this.descriptionEnd = bytes.length;
        findDescription();
    }

    private void findDescription() {
        int text = lastIndex(OPENING);
        if (text < HEAD || bytes[text - HEAD] != VMDESC) {
            problem = "no description follows the sections, so their fields cannot be told apart";
            missing = true;
            return;
        }
        descriptionAt = text - HEAD;
        int length = Bytes.u32(bytes, text - 4);
        if (length < 0 || length > bytes.length - text) {
            problem = "the description at the end is cut short: " + (bytes.length - text) + " of "
                    + Integer.toUnsignedString(length) + " bytes";
            return;
        }
        descriptionEnd = text + length;
        try {
            devices = devices(JsonReader.parse(new String(bytes, text, length, StandardCharsets.ISO_8859_1)));
        } catch (JsonSyntaxException e) {
            problem = "the description at the end cannot be read: " + e.getMessage();
        }
    }

    private List<Map<?, ?>> devices(Object description) {
        if (!(description instanceof Map<?, ?> map) || !(map.get("devices") instanceof List<?> list)) {
            problem = "the description at the end lists no devices";
            return null;
        }
        List<Map<?, ?>> found = new ArrayList<>();
        for (Object device : list) {
            if (device instanceof Map<?, ?> members) {
                found.add(members);
            }
        }
        return found;
    }

    private int lastIndex(byte[] wanted) {
        for (int i = bytes.length - wanted.length; i >= 0; i--) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /** What the description says of that section, which is given out once; null when nothing. */
    Map<?, ?> device(String name, long instance) {
        for (int i = 0; devices != null && i < devices.size(); i++) {
            Map<?, ?> device = devices.get(i);
            if (name.equals(device.get("name"))
                    && device.get("instance_id") instanceof Number number
                    && (int) number.longValue() == (int) instance) {
                return devices.remove(i);
            }
        }
        return null;
    }

    /** Sections that are described and were not given out. */
    List<String> leftOver() {
        List<String> names = new ArrayList<>();
        for (int i = 0; devices != null && i < devices.size(); i++) {
            names.add(String.valueOf(devices.get(i).get("name")));
        }
        return names;
    }

    /** Why there is no description to go by; null when there is one. */
    String problem() {
        return problem;
    }

    /** Whether there is none at all, which a machine may be told (suppress-vmdesc). */
    boolean undescribed() {
        return missing;
    }

    /** File offset of the description; -1 when there is none. */
    long describedAt() {
        return descriptionAt == bytes.length ? -1 : origin + descriptionAt;
    }

    /** Length of the description's text. */
    long describedBytes() {
        return Math.max(0, descriptionEnd - descriptionAt - HEAD);
    }

    /** Bytes behind the description. */
    int trailing() {
        return bytes.length - descriptionEnd;
    }

    /** Offset in the file of the next byte. */
    long position() {
        return origin + at;
    }

    /** Goes to where the description begins, or to the end. */
    boolean atDescription() {
        return at == descriptionAt;
    }

    int u8() throws DamagedStream {
        return bytes[take(1)] & 0xff;
    }

    int u16() throws DamagedStream {
        return Bytes.u16(bytes, take(2));
    }

    int u32() throws DamagedStream {
        return Bytes.u32(bytes, take(4));
    }

    long u64() throws DamagedStream {
        return Bytes.u64(bytes, take(8));
    }

    String string() throws DamagedStream {
        int length = u8();
        return new String(bytes, take(length), length, StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(int length) throws DamagedStream {
        int from = take(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /**
     * How many bytes from here a footer of section {@code id} follows that something like a section, a command or the end
     * follows; -1 when there is none.
     */
    int bytesToFooter(int id) {
        for (int i = at; i <= descriptionAt - HEAD; i++) {
            if (bytes[i] == Lister.FOOTER && Bytes.u32(bytes, i + 1) == id && plausible(i + HEAD)) {
                return i - at;
            }
        }
        return -1;
    }

    private boolean plausible(int i) {
        return i == bytes.length || bytes[i] >= 0 && bytes[i] <= Lister.SECTION_FULL || bytes[i] == Lister.COMMAND;
    }

    private int take(int length) throws DamagedStream {
        if (length > descriptionAt - at) {
            String what = descriptionAt == bytes.length ? "the file ends here" : "the description begins here";
            throw new DamagedStream(origin + descriptionAt, "", what);
        }
        int from = at;
        at += length;
        return from;
    }
}
