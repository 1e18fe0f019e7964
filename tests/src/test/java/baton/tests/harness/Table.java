package baton.tests.harness;

import java.util.ArrayList;
import java.util.List;

/** Rows of text, printed in columns. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** With these columns. */
    public Table(String... head) {
        rows.add(List.of(head));
    }

    /** Adds a row. */
    public void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
    }

    /** How many rows there are below the head. */
    public int size() {
        return rows.size() - 1;
    }

    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                String cell = row.get(i);
                text.append(cell).append(i + 1 < widths.length ? " ".repeat(widths[i] + 2 - cell.length()) : "\n");
            }
        }
        return text.toString();
    }
}
