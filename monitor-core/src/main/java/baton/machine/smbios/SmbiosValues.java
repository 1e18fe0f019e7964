package baton.machine.smbios;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to stand in the tables instead of what would: values by the type of the structure and QEMU's key. Types 8 and
 * 11 have a structure, or a string, for each time they were given; in others a value counts over an earlier one.
 */
public final class SmbiosValues {
    /** BIOS information. */
    public static final int BIOS = 0;
    /** System information. */
    public static final int SYSTEM = 1;
    /** Baseboard information. */
    public static final int BOARD = 2;
    /** System enclosure. */
    public static final int CHASSIS = 3;
    /** Processor information. */
    public static final int PROCESSOR = 4;
    /** Port connector information. */
    public static final int PORT = 8;
    /** OEM strings. */
    public static final int STRINGS = 11;
    /** Memory device. */
    public static final int MEMORY = 17;

    private final Map<Integer, Map<String, String>> merged = new HashMap<>();
    private final List<Map<String, String>> ports = new ArrayList<>();
    private final List<String> strings = new ArrayList<>();

    /** Takes in the values of a structure. Numbers are decimal; {@code on} or {@code off} is what switches have. */
    public void add(int type, Map<String, String> values) {
        if (type == PORT) {
            ports.add(values);
        }
        Map<String, String> known = merged.get(type);
        if (known == null) {
            known = new HashMap<>();
            merged.put(type, known);
        }
        known.putAll(values);
    }

    /** Adds an OEM string. */
    public void addString(String text) {
        strings.add(text);
    }

    boolean given(int type) {
        return merged.containsKey(type);
    }

    List<Map<String, String>> ports() {
        return ports;
    }

    List<String> strings() {
        return strings;
    }

    /** A value that was given, or {@code fallback}. */
    String text(int type, String key, String fallback) {
        Map<String, String> known = merged.get(type);
        return known == null ? fallback : known.getOrDefault(key, fallback);
    }

    /** A number that was given, as many bits of it as the structure takes; or {@code fallback}. */
    long number(int type, String key, long fallback) {
        String text = text(type, key, null);
        return text == null ? fallback : Long.parseLong(text);
    }

    boolean on(int type, String key, boolean fallback) {
        String text = text(type, key, null);
        return text == null ? fallback : text.equals("on");
    }
}
