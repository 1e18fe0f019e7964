package baton.cli.client;

import baton.cli.qmp.QmpConnection;
import baton.cli.qmp.Wire;
import baton.monitor.json.JsonWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads events until all that are waited for have come; prints those, or all. */
final class EventWait {
    private final QmpConnection qmp;
    private final Talk talk;
    private final PrintStream out;
    private final boolean pretty;
    private final List<String> missing;

    EventWait(QmpConnection qmp, Talk talk, PrintStream out, boolean pretty) {
        this.qmp = qmp;
        this.talk = talk;
        this.out = out;
        this.pretty = pretty;
        this.missing = new ArrayList<>(talk.wanted());
    }

    /** Prints what came while the command ran, and waits for what was asked for. */
    void untilAll() throws IOException {
        boolean unheard = missing.isEmpty();
        long end = unheard ? System.nanoTime() : Wire.deadline(talk.eventMillis());
        while (unheard || !missing.isEmpty()) {
            Map<?, ?> event = qmp.event(end);
            if (event != null) {
                take(event);
            } else if (unheard) {
                return;
            } else {
                throw new IOException("no event " + String.join(", ", missing) + " in time");
            }
        }
    }

    /** Prints events until nobody sends any more, or the time is over. */
    void forever() throws IOException {
        long end = Wire.deadline(talk.eventMillis());
        try {
            for (Map<?, ?> event = qmp.event(end); event != null; event = qmp.event(end)) {
                take(event);
            }
        } catch (EOFException e) {
            // The monitor has ended, and with it what was to be shown.
            out.flush();
        }
    }

    private void take(Map<?, ?> event) {
        boolean waitedFor = missing.removeIf(wanted -> matches(wanted, event));
        if (waitedFor || talk.events()) {
            out.print(text(event, pretty));
            out.flush();
        }
    }

    /** Whether {@code event} is {@code NAME}, or {@code NAME:WORD} with the word among its data. */
    static boolean matches(String wanted, Map<?, ?> event) {
        int colon = wanted.indexOf(':');
        String name = colon < 0 ? wanted : wanted.substring(0, colon);
        if (!name.equals(event.get("event"))) {
            return false;
        }
        return colon < 0
                || event.get("data") instanceof Map<?, ?> data
                        && data.values().stream()
                                .anyMatch(value -> String.valueOf(value).equals(wanted.substring(colon + 1)));
    }

    /** JSON and a newline. */
    static String text(Object value, boolean pretty) {
        String line = new String(JsonWriter.line(value, pretty), StandardCharsets.US_ASCII);
        return line.replace("\r", "");
    }
}
