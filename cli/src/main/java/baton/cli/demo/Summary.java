package baton.cli.demo;

import java.util.ArrayList;
import java.util.List;

/** The table at the end of the demo. */
final class Summary {
    private static final List<String> HEAD =
            List.of("mode", "state file", "stood still", "saving", "new process", "loading");

    private Summary() {}

    static String of(List<HandOver> handOvers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (HandOver one : handOvers) {
            rows.add(List.of(
                    one.mode(),
                    size(one.fileBytes()),
                    one.stillMillis() + " ms",
                    one.savingMillis() + " ms",
                    one.startingMillis() + " ms",
                    one.loadingMillis() + " ms"));
        }
        StringBuilder table = new StringBuilder("\n");
        for (List<String> row : rows) {
            append(table, row, rows);
        }
        return table
                + "Stood still: by how much the first line from the new process was later than the guest's timer had it.\n";
    }

    private static void append(StringBuilder table, List<String> row, List<List<String>> rows) {
        for (int column = 0; column < row.size(); column++) {
            int width = 0;
            for (List<String> other : rows) {
                width = Math.max(width, other.get(column).length());
            }
            String gap = " ".repeat(width - row.get(column).length());
            // Words to the left, numbers to the right.
            table.append(column == 0 ? row.get(column) + gap : "   " + gap + row.get(column));
        }
        table.append('\n');
    }

    private static String size(long bytes) {
        if (bytes < 1024 * 1024) {
            return (bytes + 1023) / 1024 + " KiB";
        }
        return (bytes + 1024 * 1024 - 1) / (1024 * 1024) + " MiB";
    }
}
