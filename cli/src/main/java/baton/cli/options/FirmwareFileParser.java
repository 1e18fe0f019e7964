package baton.cli.options;

import java.util.ArrayList;
import java.util.List;

/** {@code -fw_cfg}. */
final class FirmwareFileParser {
    private static final int NAME_LENGTH = 55;
    private static final int MOST = 24;

    private final Notes notes;
    private final List<FirmwareFileOptions> files = new ArrayList<>();

    FirmwareFileParser(Notes notes) {
        this.notes = notes;
    }

    void file(String text, String where) throws OptionException {
        TextArguments a = TextArguments.parse(where, text, "name", notes.warnings());
        a.allow("name", "file", "string", "gen_id");
        String name = filled(a, "name");
        String path = filled(a, "file");
        String content = filled(a, "string");
        String object = filled(a, "gen_id");
        int sources = (path == null ? 0 : 1) + (content == null ? 0 : 1) + (object == null ? 0 : 1);
        if (name == null || sources != 1) {
            throw OptionException.at(where, "name, plus exactly one of file, string and gen_id, are needed");
        }
        if (object != null) {
            throw OptionException.at(where, "Cannot find object ID '" + object + "'");
        }
        check(name, where);
        files.add(new FirmwareFileOptions(name, content, path, where));
    }

    private void check(String name, String where) throws OptionException {
        if (name.length() > NAME_LENGTH) {
            throw OptionException.at(where, "name too long (max. " + NAME_LENGTH + " char)");
        }
        for (FirmwareFileOptions file : files) {
            if (file.name().equals(name)) {
                throw OptionException.at(where, "duplicate fw_cfg file name: " + name);
            }
        }
        if (files.size() == MOST) {
            throw OptionException.unsupported(where, "there is room for " + MOST + " files; put several into one");
        }
        if (!name.startsWith("opt/")) {
            notes.warn(where, "externally provided fw_cfg item names should be prefixed with \"opt/\"");
        }
    }

    /** An argument that is there and not empty; null otherwise, as QEMU sees it. */
    private static String filled(TextArguments a, String key) {
        String value = a.string(key, null);
        return value == null || value.isEmpty() ? null : value;
    }

    List<FirmwareFileOptions> finish() {
        return files;
    }
}
