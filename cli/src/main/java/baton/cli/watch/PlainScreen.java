package baton.cli.watch;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line for each change, with the seconds since the start. */
final class PlainScreen implements Screen {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final long start = System.nanoTime();
    private List<String> before = List.of();

    PlainScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(List<String> lines) {
        List<String> steady = new ArrayList<>();
        for (String line : lines) {
            int busy = line.indexOf(" busy ");
            steady.add(busy < 0 ? line : line.substring(0, busy));
        }
        for (int i = 0; i < lines.size(); i++) {
            // How busy vCPUs are changes always, and is no reason for a line.
            if (i >= before.size() || !before.get(i).equals(steady.get(i))) {
                say(lines.get(i));
            }
        }
        before = steady;
    }

    @Override
    public void event(String text) {
        say("event " + text);
    }

    @Override
    public void end(String text) {
        say(text);
    }

    private void say(String text) {
        out.println(String.format(Locale.ROOT, "%8.3f  %s", (System.nanoTime() - start) / NANOS_PER_SECOND, text));
        out.flush();
    }
}
