package baton.cli.watch;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** A terminal: the machine on top, drawn over again, the last events below, as many and as much of each as has room. */
final class DrawnScreen implements Screen {
    private static final int EVENTS = 12;
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

    private final PrintStream out;
    private final IntSupplier columns;
    private final IntSupplier rows;
    private final ArrayDeque<String> events = new ArrayDeque<>();
    private List<String> top = List.of();
    private int width;
    private int height;
    private int drawn;

    /** Draws on {@code out}, whose window has so many {@code columns} and {@code rows} at the moment. */
    DrawnScreen(PrintStream out, IntSupplier columns, IntSupplier rows) {
        this.out = out;
        this.columns = columns;
        this.rows = rows;
        width = columns.getAsInt();
        height = rows.getAsInt();
    }

    @Override
    public void show(List<String> lines) {
        top = lines;
        draw();
    }

    @Override
    public void event(String text) {
        events.add(LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + "  " + text);
        while (events.size() > EVENTS) {
            events.remove();
        }
        draw();
    }

    @Override
    public void fit() {
        if (width != columns.getAsInt() || height != rows.getAsInt()) {
            draw();
        }
    }

    @Override
    public void end(String text) {
        out.println(text);
        out.flush();
    }

    private void draw() {
        StringBuilder picture = new StringBuilder(start());
        List<String> lines = lines();
        for (String line : lines) {
            picture.append(CLEAR_LINE).append(fitting(line)).append('\n');
        }
        for (int i = lines.size(); i < drawn; i++) {
            picture.append(CLEAR_LINE).append('\n');
        }
        drawn = Math.max(drawn, lines.size());
        out.print(picture);
        out.flush();
    }

    /** Brings the cursor to the first line. In a window that has another size lines may be anywhere: it begins anew. */
    private String start() {
        boolean same = width == columns.getAsInt() && height == rows.getAsInt();
        if (same) {
            return drawn == 0 ? "" : String.format(UP, drawn);
        }
        width = columns.getAsInt();
        height = rows.getAsInt();
        drawn = 0;
        return CLEAR_SCREEN;
    }

    /** What has room above the cursor's line: the newest events. */
    private List<String> lines() {
        int room = Math.max(1, height - 1);
        List<String> lines = new ArrayList<>(top.subList(0, Math.min(room, top.size())));
        int hidden = events.size() - (room - lines.size());
        for (String event : events) {
            if (hidden-- <= 0) {
                lines.add(event);
            }
        }
        return lines;
    }

    /** No more than a line of the window, and nothing a terminal would obey: a machine may have any name. */
    private String fitting(String line) {
        StringBuilder text = new StringBuilder(line.substring(0, Math.min(line.length(), width)));
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                text.setCharAt(i, '?');
            }
        }
        return text.toString();
    }
}
