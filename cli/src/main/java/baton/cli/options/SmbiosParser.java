package baton.cli.options;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code -smbios}. As in QEMU every machine takes it, and those without such tables do nothing with it. */
final class SmbiosParser {
    private static final int LAST_TYPE = 127;
    private static final int STRINGS = 11;
    private static final int MOST = 255;
    private static final int SPEED_END = 0xffff;

    private final Notes notes;
    private final List<SmbiosOptions> structures = new ArrayList<>();
    private int strings;

    SmbiosParser(Notes notes) {
        this.notes = notes;
    }

    /** {@code process}: whose UUID is that of type 1. */
    void take(String text, String where, ProcessParser process) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, null, notes.warnings());
        if (a.has("file")) {
            a.allow("file");
            throw OptionException.unsupported(where, "give the fields, as in type=1,serial=TEXT");
        }
        if (!a.has("type")) {
            throw OptionException.at(where, "Must specify type= or file=");
        }
        int type = type(a);
        a.allow(keys(type, where));
        if (type == STRINGS) {
            strings(a);
        } else {
            structures.add(new SmbiosOptions(type, values(a, process), where));
        }
    }

    private static int type(TextArguments a) throws OptionException {
        Long type = Values.number(a.string("type", ""));
        if (type == null) {
            throw a.error("Parameter 'type' expects a number");
        }
        if (type < 0 || type > LAST_TYPE) {
            throw a.error("out of range!");
        }
        return type.intValue();
    }

    /** What a structure of that type may be given, its type first. */
    private static String[] keys(int type, String where) throws OptionException {
        String keys =
                switch (type) {
                    case 0 -> "vendor version date release uefi vm";
                    case 1 -> "manufacturer product version serial uuid sku family";
                    case 2 -> "manufacturer product version serial asset location";
                    case 3 -> "manufacturer version serial asset sku";
                    case 4 -> "sock_pfx manufacturer version serial asset part max-speed current-speed"
                            + " processor-family processor-id";
                    case 8 -> "internal_reference external_reference connector_type port_type";
                    case STRINGS -> "value path";
                    case 17 -> "loc_pfx bank manufacturer serial asset part speed";
                    case 9, 41 -> throw OptionException.unsupported(
                            where, "slots and onboard devices are not told of; leave it out");
                    default -> throw OptionException.at(
                            where, "Don't know how to build fields for SMBIOS type " + type);
                };
        return words("type " + keys);
    }

    private static String[] words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', from)) {
            words.add(text.substring(from, space));
            from = space + 1;
        }
        words.add(text.substring(from));
        return words.toArray(new String[0]);
    }

    private void strings(TextArguments a) throws OptionException {
        for (int i = 0; i < a.keys().size(); i++) {
            String key = a.keys().get(i);
            if (key.equals("type")) {
                continue;
            }
            if (++strings > MOST) {
                throw OptionException.unsupported(a.where(), "there is room for " + MOST + " strings; join some");
            }
            structures.add(new SmbiosOptions(STRINGS, Map.of(key, a.valueAt(i)), a.where()));
        }
    }

    private static Map<String, String> values(TextArguments a, ProcessParser process) throws OptionException {
        Map<String, String> values = new HashMap<>();
        for (String key : a.keys()) {
            String text = a.string(key, "");
            switch (key) {
                case "type" -> {}
                case "uuid" -> uuid(a, text, process);
                case "release" -> release(a, text, values);
                case "uefi", "vm" -> values.put(key, a.bool(key, false) ? "on" : "off");
                case "max-speed",
                        "current-speed",
                        "processor-family",
                        "processor-id",
                        "speed",
                        "connector_type",
                        "port_type" -> values.put(key, number(a, key, text));
                default -> values.put(key, text);
            }
        }
        return values;
    }

    private static void uuid(TextArguments a, String text, ProcessParser process) throws OptionException {
        if (UuidText.parse(text) == null) {
            throw a.error("Invalid UUID");
        }
        process.uuid(text, a.where());
    }

    private static void release(TextArguments a, String text, Map<String, String> values) throws OptionException {
        int dot = text.indexOf('.');
        Long major = dot < 0 ? null : Values.number(text.substring(0, dot), 0, 255);
        Long minor = dot < 0 ? null : Values.number(text.substring(dot + 1), 0, 255);
        if (major == null || minor == null) {
            throw a.error("Invalid release");
        }
        values.put("major", major.toString());
        values.put("minor", minor.toString());
    }

    /** A number as QEMU takes it: of those too long for their field the low bits count, but for a processor's speed. */
    private static String number(TextArguments a, String key, String text) throws OptionException {
        Long value = Values.number(text);
        if (value == null) {
            throw a.error("Parameter '" + key + "' expects a number");
        }
        boolean speed = key.endsWith("-speed");
        if (speed && Long.compareUnsigned(value, SPEED_END) > 0) {
            throw a.error("SMBIOS CPU speed is too large (> " + SPEED_END + ")");
        }
        return value.toString();
    }

    List<SmbiosOptions> finish() {
        return structures;
    }
}
