package baton.cli.watch;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A terminal: the machine on top, drawn over again, the last events below. */
final class DrawnScreen implements Screen {
    private static final int EVENTS = 12;
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final ArrayDeque<String> events = new ArrayDeque<>();
    private List<String> top = List.of();
    private int drawn;

    DrawnScreen(PrintStream out) {
        this.out = out;
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
    public void end(String text) {
        out.println(text);
        out.flush();
    }

    private void draw() {
        List<String> lines = new ArrayList<>(top);
        lines.addAll(events);
        StringBuilder picture = new StringBuilder(drawn == 0 ? "" : String.format(UP, drawn));
        for (String line : lines) {
            picture.append(CLEAR_LINE).append(line).append('\n');
        }
        for (int i = lines.size(); i < drawn; i++) {
            picture.append(CLEAR_LINE).append('\n');
        }
        drawn = Math.max(drawn, lines.size());
        out.print(picture);
        out.flush();
    }
}
