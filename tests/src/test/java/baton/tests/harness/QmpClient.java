package baton.tests.harness;

import baton.monitor.json.JsonReader;
import baton.monitor.json.JsonSyntaxException;
import baton.monitor.json.JsonWriter;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A QMP client: one command at a time, events kept aside. A thread of its own reads. */
public final class QmpClient implements AutoCloseable {
    private static final Map<String, Object> END = Map.of("end", true);

    private final Closeable connection;
    private final OutputStream out;
    private final Thread reader;
    private final BlockingQueue<Map<String, Object>> messages = new LinkedBlockingQueue<>();
    private final List<Map<String, Object>> events = new ArrayList<>();
    private final Map<String, Object> greeting;
    private int nextId;

    private QmpClient(Closeable connection, InputStream in, OutputStream out) throws IOException {
        this.connection = connection;
        this.out = out;
        reader = new Thread(() -> read(in), "qmp client");
        reader.setDaemon(true);
        reader.start();
        this.greeting = receive();
    }

    /** Connects to a unix socket, waits for the greeting, and leaves negotiation mode. */
    public static QmpClient connect(Path socket) throws IOException, QmpError {
        QmpClient client = greeted(socket);
        client.execute("qmp_capabilities");
        return client;
    }

    /** Connects to a unix socket and waits for the greeting. */
    public static QmpClient greeted(Path socket) throws IOException {
        SocketChannel channel = open(socket);
        return new QmpClient(channel, new ChannelInput(channel), new ChannelOutput(channel));
    }

    /** Speaks over two streams, such as a process's; waits for the greeting. */
    public static QmpClient over(InputStream in, OutputStream out) throws IOException {
        return new QmpClient(in, in, out);
    }

    /** A plain connection to a unix socket, which may be bound but not listening yet. */
    public static SocketChannel open(Path socket) throws IOException {
        SocketChannel[] channel = {null};
        Await.until("connection to " + socket, () -> "", () -> {
            channel[0] = tryOpen(socket);
            return channel[0] != null;
        });
        return channel[0];
    }

    private static SocketChannel tryOpen(Path socket) throws IOException {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (SocketException e) {
            return null;
        }
    }

    private void read(InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                messages.add(object(line));
            }
        } catch (IOException e) {
            messages.add(Map.of("end", e.toString()));
        }
        messages.add(END);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String line) {
        try {
            return (Map<String, Object>) JsonReader.parse(line);
        } catch (JsonSyntaxException e) {
            return Map.of("unreadable", line);
        }
    }

    /** The greeting. */
    public Map<String, Object> greeting() {
        return greeting;
    }

    /** Sends bytes as they are. */
    public void send(String raw) throws IOException {
        send(raw.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are. */
    public void send(byte[] raw) throws IOException {
        out.write(raw);
        out.flush();
    }

    /** The next message that is no event; fails when the connection ends or the time is over. */
    public Map<String, Object> receive() throws IOException {
        while (true) {
            Map<String, Object> message = next();
            if (message.containsKey("end")) {
                throw new IOException("QMP connection ended: " + message + ", events " + events);
            }
            if (!message.containsKey("event")) {
                return message;
            }
            events.add(message);
        }
    }

    private Map<String, Object> next() {
        try {
            Map<String, Object> message = messages.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (message != null) {
                return message;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("no answer; events so far: " + events);
    }

    /** Whether everything has been answered and the other side has closed. Takes what came before. */
    public void awaitEnd() {
        while (!next().containsKey("end")) {
            continue;
        }
    }

    /** Executes a command with arguments given as name, value, name, value. Gives what it returned. */
    public Object execute(String command, Object... arguments) throws IOException, QmpError {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("execute", command);
        if (arguments.length > 0) {
            request.put("arguments", members(arguments));
        }
        int id = nextId++;
        request.put("id", id);
        send(JsonWriter.text(request));
        Map<String, Object> reply = receive();
        if (!Long.valueOf(id).equals(number(reply.get("id")))) {
            throw new AssertionError("answer to something else: " + reply + " for " + request);
        }
        return returned(reply);
    }

    private static Object returned(Map<String, Object> reply) throws QmpError {
        if (reply.get("error") instanceof Map<?, ?> error) {
            throw new QmpError((String) error.get("class"), (String) error.get("desc"));
        }
        return reply.get("return");
    }

    /** As {@link #execute}, for commands that return an object. */
    public Map<?, ?> query(String command, Object... arguments) throws IOException, QmpError {
        return (Map<?, ?>) execute(command, arguments);
    }

    /** Executes a command that must fail, and gives its error. */
    public QmpError refused(String command, Object... arguments) throws IOException {
        try {
            throw new AssertionError(command + " was accepted: " + execute(command, arguments));
        } catch (QmpError e) {
            return e;
        }
    }

    /** A line of the human monitor; what it printed with LF line ends. */
    public String hmp(String line) throws IOException, QmpError {
        return ((String) execute("human-monitor-command", "command-line", line)).replace("\r\n", "\n");
    }

    private static Map<String, Object> members(Object... arguments) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            members.put((String) arguments[i], arguments[i + 1]);
        }
        return members;
    }

    private static Long number(Object value) {
        return value instanceof Number n ? n.longValue() : null;
    }

    /** Waits until query-status says {@code state}. */
    public void awaitStatus(String state) throws IOException, QmpError {
        awaitField("query-status", state);
    }

    /** Waits until query-migrate says {@code state}. */
    public void awaitMigration(String state) throws IOException, QmpError {
        awaitField("query-migrate", state);
    }

    private void awaitField(String command, String state) throws IOException {
        String[] last = {""};
        Await.until(command + " " + state, () -> last[0] + " events " + events, () -> {
            try {
                Map<?, ?> answer = query(command);
                last[0] = String.valueOf(answer);
                return state.equals(answer.get("status"));
            } catch (QmpError e) {
                throw new IOException(e);
            }
        });
    }

    /** Names of the events seen so far, STOP and so on; MIGRATION with its status behind a colon. */
    public List<String> eventNames() {
        return events.stream().map(QmpClient::eventName).toList();
    }

    private static String eventName(Map<String, Object> event) {
        boolean migration = "MIGRATION".equals(event.get("event"));
        return migration ? "MIGRATION:" + ((Map<?, ?>) event.get("data")).get("status") : (String) event.get("event");
    }

    /** Waits for an event of that name (as {@link #eventNames} has them) that may have come already, and gives it. */
    public Map<String, Object> awaitEvent(String name) throws IOException {
        while (true) {
            for (Map<String, Object> event : events) {
                if (eventName(event).equals(name)) {
                    return event;
                }
            }
            Map<String, Object> message = next();
            if (!message.containsKey("event")) {
                throw new IOException("waited for " + name + ", got " + message + " after " + events);
            }
            events.add(message);
        }
    }

    /** Forgets the events seen so far. */
    public void forgetEvents() {
        events.clear();
    }

    /** Closes, and waits until the other side can see it: a read in progress keeps the socket open a little longer. */
    @Override
    public void close() throws IOException {
        connection.close();
        try {
            reader.join(Await.LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
