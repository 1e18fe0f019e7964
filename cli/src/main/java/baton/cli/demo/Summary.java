package baton.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table at the end of the demo. */
final class Summary {
    private static final List<String> HEAD = List.of("mode", "state file", "stood still", "parts (ms)");

    private Summary() {}

    static String of(List<HandOver> handOvers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (HandOver one : handOvers) {
            String still = String.format(Locale.ROOT, "%.0f ms", one.stillMillis());
            rows.add(List.of(one.mode(), size(one.fileBytes()), still, one.parts()));
        }
        StringBuilder table = new StringBuilder("\n");
        for (List<String> row : rows) {
            append(table, row, rows);
        }
        return table
                + "Stood still: by how much the guest's timer was behind afterwards, by the lines it prints. Parts: in cpr-reboot by\n"
                + "our clock, saving from the order on (the guest still runs while it is rehearsed), else as info migrate has them.\n";
    }

    private static void append(StringBuilder table, List<String> row, List<List<String>> rows) {
        for (int column = 0; column < row.size(); column++) {
            int width = 0;
            for (List<String> other : rows) {
                width = Math.max(width, other.get(column).length());
            }
            String gap = " ".repeat(width - row.get(column).length());
            // Words to the left, numbers to the right.
            boolean last = column == row.size() - 1;
            table.append(column == 0 ? row.get(column) + gap : "   " + (last ? "" : gap) + row.get(column));
        }
        table.append('\n');
    }

    private static String size(long bytes) {
        if (bytes == 0) {
            return "none";
        }
        if (bytes < 1024 * 1024) {
            return (bytes + 1023) / 1024 + " KiB";
        }
        return (bytes + 1024 * 1024 - 1) / (1024 * 1024) + " MiB";
    }
}
