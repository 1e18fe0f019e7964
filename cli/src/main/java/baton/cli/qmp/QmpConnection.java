package baton.cli.qmp;

import baton.monitor.json.JsonFramer;
import baton.monitor.json.JsonWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client of a monitor that speaks QMP: one command at a time, events kept until they are asked for. */
public final class QmpConnection implements AutoCloseable {
    private static final long ANSWER_MILLIS = 20_000;

    private final Wire wire;
    private final long answerMillis;
    private final ArrayDeque<Map<?, ?>> answers = new ArrayDeque<>();
    private final ArrayDeque<Map<?, ?>> events = new ArrayDeque<>();
    private final JsonFramer framer = new JsonFramer(new JsonFramer.Sink() {
        @Override
        public void value(Object found) {
            take(found);
        }

        @Override
        public void error(String text) {
            answers.add(Map.of("error", Map.of("desc", "what it sends is no JSON: " + text)));
        }
    });

    private QmpConnection(Wire wire, long answerMillis) {
        this.wire = wire;
        this.answerMillis = answerMillis;
    }

    /** Connects, as {@link Wire#connect} does, and negotiates. */
    public static QmpConnection open(String address) throws IOException, QmpRefused {
        return open(Wire.connect(address), ANSWER_MILLIS);
    }

    /**
     * Negotiates over {@code wire}, which is closed with this, and when negotiation fails.
     *
     * @param answerMillis how long to wait for the answer to a command
     */
    public static QmpConnection open(Wire wire, long answerMillis) throws IOException, QmpRefused {
        boolean done = false;
        try {
            QmpConnection connection = new QmpConnection(wire, answerMillis);
            connection.greet();
            done = true;
            return connection;
        } finally {
            if (!done) {
                wire.close();
            }
        }
    }

    private void greet() throws IOException, QmpRefused {
        Map<?, ?> greeting = answer();
        if (greeting.get("error") instanceof Map<?, ?> error) {
            throw new QmpRefused(String.valueOf(error.get("desc")));
        }
        if (!greeting.containsKey("QMP")) {
            throw new QmpRefused("it is no QMP server: it says " + JsonWriter.text(greeting));
        }
        execute("qmp_capabilities");
    }

    /** The process that serves the unix socket. */
    public int process() throws IOException {
        return wire.process();
    }

    /** Executes a command without arguments. */
    public Object execute(String command) throws IOException, QmpRefused {
        return execute(command, Map.of());
    }

    /** Executes a command and gives what it returned; descriptors of these numbers are passed with it. */
    public Object execute(String command, Map<String, ?> arguments, int... fds) throws IOException, QmpRefused {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("execute", command);
        if (!arguments.isEmpty()) {
            request.put("arguments", arguments);
        }
        wire.send(JsonWriter.line(request, false), fds);
        Map<?, ?> answer = answer();
        if (answer.get("error") instanceof Map<?, ?> error) {
            throw new QmpRefused(String.valueOf(error.get("class")), String.valueOf(error.get("desc")));
        }
        return answer.get("return");
    }

    /** A command that returns an object. */
    public Map<?, ?> query(String command) throws IOException, QmpRefused {
        Object returned = execute(command);
        return returned instanceof Map<?, ?> map ? map : Map.of();
    }

    /** {@code query-status}: the run state. */
    public String runState() throws IOException, QmpRefused {
        return String.valueOf(query("query-status").get("status"));
    }

    /** The next status of the migration, or null when none comes in time. */
    public String migrationStatus(long millis) throws IOException {
        long end = Wire.deadline(millis);
        for (Map<?, ?> event = event(end); event != null; event = event(end)) {
            if ("MIGRATION".equals(event.get("event")) && event.get("data") instanceof Map<?, ?> data) {
                return String.valueOf(data.get("status"));
            }
        }
        return null;
    }

    /** The next event, also one that came with an answer; null when none has come before {@code System.nanoTime()} is end. */
    public Map<?, ?> event(long end) throws IOException {
        while (events.isEmpty()) {
            if (!read(end)) {
                return null;
            }
        }
        return events.poll();
    }

    private Map<?, ?> answer() throws IOException {
        long end = Wire.deadline(answerMillis);
        while (answers.isEmpty()) {
            if (!read(end)) {
                throw new IOException("no answer within " + answerMillis / 1000.0 + " s");
            }
        }
        return answers.poll();
    }

    /** Reads what is there; false when nothing comes before {@code end}. */
    private boolean read(long end) throws IOException {
        byte[] bytes = wire.read(end);
        if (bytes == null) {
            return false;
        }
        framer.feed(bytes, 0, bytes.length);
        return true;
    }

    private void take(Object found) {
        if (found instanceof Map<?, ?> message) {
            (message.containsKey("event") ? events : answers).add(message);
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
