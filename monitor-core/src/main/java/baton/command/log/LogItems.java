package baton.command.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The items of {@code -d} and of the monitor's {@code log}. Those of QEMU's translator are known and have nothing to say. */
public final class LogItems {
    private static final String TRACE = "trace:";
    private static final String TEXT = "Log items (comma separated):\n"
            + "none            remove all logs\n"
            + "all             log everything there is\n"
            + "trace:PATTERN   enable trace events\n\n"
            + "Items of QEMU's translator, such as in_asm, are taken and have nothing to say.\n"
            + "Use \"info trace-events\" to get a list of trace events.\n\n";

    private LogItems() {}

    /** What {@code -d help} and a wrong item are answered. */
    public static String text() {
        return TEXT;
    }

    /** What stands between commas. */
    public static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        int from = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
            items.add(text.substring(from, comma));
            from = comma + 1;
        }
        items.add(text.substring(from));
        return items;
    }

    /** The first item that nobody knows; null when all are known. */
    public static String unknown(List<String> items) {
        for (String item : items) {
            if (!known(item)) {
                return item;
            }
        }
        return null;
    }

    /** Has {@code log} say what {@code items} name, and nothing else. */
    public static void apply(List<String> items, LogSwitch log) throws IOException {
        log.set("*", false);
        for (String item : items) {
            if (item.equals("all")) {
                log.set("*", true);
            } else if (item.startsWith(TRACE)) {
                log.set(item.substring(TRACE.length()), true);
            }
        }
    }

    private static boolean known(String item) {
        return switch (item) {
            case "out_asm",
                    "in_asm",
                    "op",
                    "op_opt",
                    "op_ind",
                    "op_plugin",
                    "int",
                    "exec",
                    "cpu",
                    "fpu",
                    "mmu",
                    "pcall",
                    "cpu_reset",
                    "unimp",
                    "guest_errors",
                    "page",
                    "nochain",
                    "plugin",
                    "strace",
                    "tid",
                    "vpu",
                    "invalid_mem",
                    "all",
                    "none" -> true;
            default -> item.startsWith(TRACE);
        };
    }
}
