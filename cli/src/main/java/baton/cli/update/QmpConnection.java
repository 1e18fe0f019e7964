package baton.cli.update;

import baton.monitor.json.JsonFramer;
import baton.monitor.json.JsonWriter;
import baton.nat.libc.Epoll;
import baton.nat.libc.Fd;
import baton.nat.libc.Sockets;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client of a QMP unix socket: one command at a time, events kept until they are asked for. */
final class QmpConnection implements AutoCloseable {
    private static final int ANSWER_SECONDS = 20;

    private final Fd socket;
    private final Epoll readable;
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

    private QmpConnection(Fd socket) throws IOException {
        this.socket = socket;
        this.readable = Epoll.create();
        readable.add(socket, Epoll.IN, 0);
    }

    /** Connects, and negotiates. */
    static QmpConnection open(String path) throws IOException, QmpRefused {
        Fd socket = Sockets.unixConnect(path, false);
        boolean done = false;
        QmpConnection connection = null;
        try {
            connection = new QmpConnection(socket);
            connection.greet();
            done = true;
            return connection;
        } finally {
            if (!done && connection != null) {
                connection.close();
            } else if (!done) {
                socket.close();
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

    /** The process that serves the socket. */
    int process() throws IOException {
        return Sockets.peerProcess(socket);
    }

    /** Executes a command without arguments. */
    Object execute(String command) throws IOException, QmpRefused {
        return execute(command, Map.of());
    }

    /** Executes a command and gives what it returned. */
    Object execute(String command, Map<String, ?> arguments) throws IOException, QmpRefused {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("execute", command);
        if (!arguments.isEmpty()) {
            request.put("arguments", arguments);
        }
        byte[] line = JsonWriter.line(request, false);
        int done = 0;
        while (done < line.length) {
            // Not write(2): a process that is gone must be an error here, not a signal.
            done += Sockets.send(socket, line, done, line.length - done);
        }
        Map<?, ?> answer = answer();
        if (answer.get("error") instanceof Map<?, ?> error) {
            throw new QmpRefused(String.valueOf(error.get("desc")));
        }
        return answer.get("return");
    }

    /** A command that returns an object. */
    Map<?, ?> query(String command) throws IOException, QmpRefused {
        Object returned = execute(command);
        return returned instanceof Map<?, ?> map ? map : Map.of();
    }

    /** {@code query-status}: the run state. */
    String runState() throws IOException, QmpRefused {
        return String.valueOf(query("query-status").get("status"));
    }

    /** The next status of the migration, or null when none comes in time. */
    String migrationStatus(long millis) throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            for (Map<?, ?> event = events.poll(); event != null; event = events.poll()) {
                if ("MIGRATION".equals(event.get("event")) && event.get("data") instanceof Map<?, ?> data) {
                    return String.valueOf(data.get("status"));
                }
            }
            if (!read(end)) {
                return null;
            }
        }
    }

    private Map<?, ?> answer() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (answers.isEmpty()) {
            if (!read(end)) {
                throw new IOException("no answer within " + ANSWER_SECONDS + " s");
            }
        }
        return answers.poll();
    }

    /** Reads what is there; false when nothing comes before {@code end}. */
    private boolean read(long end) throws IOException {
        byte[] bytes = new byte[8192];
        while (readable.await((int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()))) == 0) {
            if (System.nanoTime() >= end) {
                return false;
            }
        }
        int n = socket.read(bytes, 0, bytes.length);
        if (n == 0) {
            throw new EOFException("it closed the connection");
        }
        framer.feed(bytes, 0, Math.max(0, n));
        return true;
    }

    private void take(Object found) {
        if (found instanceof Map<?, ?> message) {
            (message.containsKey("event") ? events : answers).add(message);
        }
    }

    @Override
    public void close() throws IOException {
        readable.close();
        socket.close();
    }
}
