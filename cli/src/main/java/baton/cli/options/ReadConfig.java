package baton.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * {@code -readconfig FILE}: groups {@code [chardev "id"]} of {@code key = "value"} lines. Each group is the option of
 * that name, so it is written as one and taken in the same way.
 */
final class ReadConfig {
    private static final int LARGEST = 1 << 20;

    private final String file;
    private final String where;
    private final OptionTable table;
    private String option;
    private String argument;
    private int groupLine;

    private ReadConfig(String file, String where, OptionTable table) {
        this.file = file;
        this.where = where;
        this.table = table;
    }

    /** Reads the file and hands each group to {@code table}. */
    static void read(String file, String where, OptionTable table) throws OptionException {
        String text = load(file, where);
        ReadConfig config = new ReadConfig(file, where, table);
        int line = 1;
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            config.line(text.substring(from, to).strip(), line++);
            from = to + 1;
        }
        config.endGroup();
    }

    private void line(String text, int number) throws OptionException {
        if (text.isEmpty() || text.charAt(0) == '#') {
            return;
        }
        if (text.charAt(0) == '[') {
            endGroup();
            startGroup(text, number);
            return;
        }
        if (option == null) {
            throw OptionException.at(where, "no group defined");
        }
        int equals = text.indexOf('=');
        String key = equals < 0 ? "" : text.substring(0, equals).strip();
        String value = quoted(text.substring(equals + 1).strip());
        if (key.isEmpty() || key.indexOf(',') >= 0 || value == null) {
            throw OptionException.at(":" + file + ":" + number, "parse error");
        }
        append(key, value);
    }

    private void startGroup(String text, int number) throws OptionException {
        if (!text.endsWith("]")) {
            throw OptionException.at(":" + file + ":" + number, "parse error");
        }
        String inside = text.substring(1, text.length() - 1).strip();
        int quote = inside.indexOf('"');
        String group = quote < 0 ? inside : inside.substring(0, quote).strip();
        String id = quote < 0 ? null : quoted(inside.substring(quote));
        option = option(group);
        if (option == null) {
            throw OptionException.at(where, "There is no option group '" + group + "'");
        }
        argument = "";
        groupLine = number;
        if (id != null) {
            append("id", id);
        }
    }

    private void append(String key, String value) {
        StringBuilder text = new StringBuilder(argument);
        text.append(argument.isEmpty() ? "" : ",").append(key).append('=');
        for (int i = 0; i < value.length(); i++) {
            text.append(value.charAt(i) == ',' ? ",," : value.substring(i, i + 1));
        }
        argument = text.toString();
    }

    private void endGroup() throws OptionException {
        if (option != null) {
            table.apply(OptionScanner.single(option, argument, ":" + file + ":" + groupLine));
        }
    }

    /** The option a group stands for, or null. */
    private static String option(String group) {
        return switch (group) {
            case "chardev",
                    "mon",
                    "machine",
                    "object",
                    "device",
                    "name",
                    "rtc",
                    "msg",
                    "accel",
                    "overcommit",
                    "global",
                    "add-fd",
                    "action",
                    "sandbox",
                    "drive",
                    "netdev",
                    "trace" -> group;
            case "memory" -> "m";
            case "smp-opts" -> "smp";
            case "boot-opts" -> "boot";
            default -> null;
        };
    }

    private static String quoted(String text) {
        boolean good = text.length() >= 2 && text.charAt(0) == '"' && text.indexOf('"', 1) == text.length() - 1;
        return good ? text.substring(1, text.length() - 1) : null;
    }

    private static String load(String file, String where) throws OptionException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw OptionException.at(where, "Could not read '" + file + "': larger than 1 MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw OptionException.at(where, "Could not open '" + file + "': No such file or directory");
        } catch (AccessDeniedException e) {
            throw OptionException.at(where, "Could not open '" + file + "': Permission denied");
        } catch (IOException | InvalidPathException e) {
            throw OptionException.at(where, "Could not open '" + file + "': " + e.getMessage());
        }
    }
}
