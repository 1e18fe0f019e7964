package baton.monitor.hmp;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** What an argument may become by its kind alone: options, file names, on and off, registers. */
final class ArgumentWords {
    private final Registers registers;

    ArgumentWords(Registers registers) {
        this.registers = registers;
    }

    /**
     * Candidates, as a list to change, for the last of {@code words}, the ones typed after the command's name.
     *
     * @param argsType the declaration's, see {@link HmpParser}
     */
    List<String> of(String argsType, List<String> words) {
        String last = words.get(words.size() - 1);
        if (last.startsWith("-")) {
            return options(argsType);
        }
        int dollar = last.lastIndexOf('$');
        if (dollar >= 0) {
            return registers(last.substring(0, dollar + 1));
        }
        return switch (kind(argsType, plain(words))) {
            case 'F' -> files(last, "");
            case 'b' -> new ArrayList<>(List.of("on", "off"));
            default -> migration(last);
        };
    }

    private static List<String> options(String argsType) {
        List<String> options = new ArrayList<>();
        for (int at = argsType.indexOf(":-"); at >= 0; at = argsType.indexOf(":-", at + 1)) {
            options.add(argsType.substring(at + 1, at + 3));
        }
        return options;
    }

    private List<String> registers(String before) {
        List<String> names = new ArrayList<>();
        for (String name : registers.names()) {
            names.add(before + name);
        }
        return names;
    }

    /** How many arguments that are no options stand before the last word. */
    private static int plain(List<String> words) {
        int count = 0;
        for (int i = 0; i < words.size() - 1; i++) {
            count += words.get(i).startsWith("-") ? 0 : 1;
        }
        return count;
    }

    /** The kind of the argument with that number, options and formats not counted; a blank when there is none. */
    private static char kind(String argsType, int wanted) {
        int number = 0;
        for (int colon = argsType.indexOf(':'); colon >= 0; colon = argsType.indexOf(':', colon + 1)) {
            char kind = argsType.charAt(colon + 1);
            if (kind != '-' && kind != '/' && number++ == wanted) {
                return argsType.substring(0, colon).endsWith("filename") ? 'F' : kind;
            }
        }
        return ' ';
    }

    /** The file of a migration's URI. */
    private static List<String> migration(String last) {
        return last.startsWith("file:") ? files(last.substring("file:".length()), "file:") : new ArrayList<>();
    }

    /** Files that {@code typed} may become, directories with a slash behind. */
    private static List<String> files(String typed, String before) {
        int slash = typed.lastIndexOf('/') + 1;
        String directory = typed.substring(0, slash);
        String[] names = new File(directory.isEmpty() ? "." : directory).list();
        List<String> found = new ArrayList<>();
        for (String name : names == null ? new String[0] : names) {
            boolean hidden = name.startsWith(".") && !typed.substring(slash).startsWith(".");
            if (!hidden && name.startsWith(typed.substring(slash))) {
                boolean holds = new File(directory + name).isDirectory();
                found.add(before + directory + name + (holds ? "/" : ""));
            }
        }
        return found;
    }
}
