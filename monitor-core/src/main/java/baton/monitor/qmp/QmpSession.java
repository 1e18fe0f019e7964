package baton.monitor.qmp;

import baton.base.MainLoopThread;
import baton.base.Trace;
import baton.chardev.CharFrontend;
import baton.chardev.Chardev;
import baton.monitor.ErrorClass;
import baton.monitor.MonitorFds;
import baton.monitor.Outbox;
import baton.monitor.QmpException;
import baton.monitor.Version;
import baton.monitor.json.JsonFramer;
import baton.monitor.json.JsonWriter;
import baton.nat.libc.Fd;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One QMP monitor on one chardev; clients come and go. In-band commands run one at a time in the order they came,
 * out-of-band ones at once. A client that does not read its replies is not read from either, and loses events.
 */
@MainLoopThread
public final class QmpSession implements CharFrontend {
    /** As QEMU: so many commands may wait behind one that is running. */
    private static final int MAX_QUEUED = 8;

    private static final int CHUNK = 4096;
    /** With more than this unread, no command runs and none is read. */
    private static final int BUSY_BYTES = 256 << 10;
    /** With more than this unread, events are dropped. */
    private static final int DEAF_BYTES = 1 << 20;

    private static final String HANDLE = "handle_qmp_command";
    private static final String RESPOND = "monitor_qmp_respond";
    private static final int NEGOTIATED = 1;
    private static final int WITH_OOB = 2;
    private static final String NEGOTIATE = "qmp_capabilities";

    private final Chardev chardev;
    private final QmpCommands commands;
    private final EventHub events;
    private final CommandGate gate;
    private final boolean pretty;
    private final Trace trace;
    private final Outbox outbox;
    private final JsonFramer framer;
    private final MonitorFds fds;
    private final ArrayDeque<QmpRequest> queue = new ArrayDeque<>();
    private final EventHub.Listener listener = new EventListener();
    private final QmpMonitor monitor = new Self();
    private PendingReply running;
    private boolean pumping;
    private boolean negotiated;
    private boolean oob;
    /** Counts clients, so that a late reply does not reach the next one. */
    private int client;

    /** A session; {@link #start} attaches it. */
    public QmpSession(Chardev chardev, Wiring wiring, boolean pretty) {
        this.chardev = chardev;
        this.commands = wiring.commands();
        this.events = wiring.events();
        this.gate = wiring.gate();
        this.trace = wiring.trace();
        this.fds = new MonitorFds(trace);
        this.pretty = pretty;
        this.outbox = new Outbox(chardev);
        this.framer = new JsonFramer(new Input());
    }

    /**
     * What all sessions share.
     *
     * @param gate says which commands may run now
     */
    public record Wiring(QmpCommands commands, EventHub events, CommandGate gate, Trace trace) {}

    /** Attaches to the chardev. */
    public void start() {
        chardev.onRoom(new Runnable() {
            @Override
            public void run() {
                outbox.flush();
                pump();
                chardev.acceptInput();
            }
        });
        chardev.attach(this);
    }

    @Override
    public int canReceive() {
        return busy() ? 0 : CHUNK;
    }

    @Override
    public void received(byte[] bytes, int length, List<Fd> received) {
        fds.received(received);
        framer.feed(bytes, 0, length);
        pump();
    }

    @Override
    public byte[] unread() {
        return framer.unfinished();
    }

    @Override
    public boolean mayGoOn() {
        return true;
    }

    /** Whether it is negotiated, out-of-band commands with it, and what the client has not been sent yet. */
    @Override
    public byte[] agreed() {
        if (running != null) {
            running.fail(QmpException.generic("This process became another before the command had ended"));
        }
        byte[] unsent = outbox.unsent();
        byte[] all = new byte[1 + unsent.length];
        all[0] = (byte) ((negotiated ? NEGOTIATED : 0) | (oob ? WITH_OOB : 0));
        System.arraycopy(unsent, 0, all, 1, unsent.length);
        return all;
    }

    @Override
    public void goOn(byte[] agreed) {
        forget();
        events.add(listener);
        negotiated = (agreed[0] & NEGOTIATED) != 0;
        oob = (agreed[0] & WITH_OOB) != 0;
        outbox.write(Arrays.copyOfRange(agreed, 1, agreed.length));
    }

    @Override
    public void opened() {
        forget();
        events.add(listener);
        send(Map.of("QMP", greeting()));
    }

    @Override
    public void closed() {
        events.remove(listener);
        forget();
    }

    /** An error in the place of the greeting, so that a client which waits for one hears why there is none. */
    @Override
    public byte[] refusal() {
        String text = "QMP monitor '" + chardev.label() + "' is in use by another client";
        return JsonWriter.line(PendingReply.error(QmpException.generic(text)), false);
    }

    private void forget() {
        client++;
        running = null;
        negotiated = false;
        oob = false;
        queue.clear();
        outbox.clear();
        framer.reset();
        fds.closeAll();
    }

    private static Map<String, Object> greeting() {
        Map<String, Object> greeting = new LinkedHashMap<>();
        greeting.put("version", version());
        greeting.put("capabilities", List.of("oob"));
        return greeting;
    }

    /** QMP's VersionInfo: what the greeting and {@code query-version} say. */
    public static Map<String, Object> version() {
        Map<String, Object> qemu = new LinkedHashMap<>();
        qemu.put("micro", (long) Version.MICRO);
        qemu.put("minor", (long) Version.MINOR);
        qemu.put("major", (long) Version.MAJOR);
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("qemu", qemu);
        version.put("package", Version.PACKAGE);
        return version;
    }

    private boolean busy() {
        return queue.size() >= MAX_QUEUED || outbox.pending() > BUSY_BYTES;
    }

    private void take(QmpRequest request) {
        if (request.oob) {
            dispatch(request, new PendingReply(request.id, monitor, new Answers()));
        } else {
            queue.add(request);
        }
    }

    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        boolean wasBusy = busy();
        try {
            while (running == null && !queue.isEmpty() && outbox.pending() <= BUSY_BYTES) {
                QmpRequest request = queue.poll();
                PendingReply reply = new PendingReply(request.id, monitor, new Answers());
                running = reply;
                dispatch(request, reply);
            }
        } finally {
            pumping = false;
        }
        if (wasBusy && !busy()) {
            chardev.acceptInput();
        }
    }

    /** Runs a command. A fault of ours is answered too, and goes on to the main loop, which logs it. */
    private void dispatch(QmpRequest request, PendingReply reply) {
        boolean survived = false;
        try {
            run(request, reply);
            survived = true;
        } catch (QmpException e) {
            survived = true;
            reply.fail(e);
        } finally {
            if (!survived && !reply.answered()) {
                reply.fail(QmpException.generic("Internal error in command '" + request.command + "'; see the log"));
            }
        }
    }

    private void run(QmpRequest request, PendingReply reply) throws QmpException {
        if (request.refusal != null) {
            throw request.refusal;
        }
        if (!negotiated && !request.command.equals(NEGOTIATE)) {
            throw new QmpException(
                    ErrorClass.COMMAND_NOT_FOUND, "Expecting capabilities negotiation with 'qmp_capabilities'");
        }
        QmpCommand command = commands.find(request.command);
        if (command == null) {
            throw new QmpException(
                    ErrorClass.COMMAND_NOT_FOUND, "The command " + request.command + " has not been found");
        }
        if (request.oob && !command.spec().allowsOob()) {
            throw QmpException.generic("The command " + request.command + " does not support OOB");
        }
        gate.check(command.spec());
        if (trace.on(HANDLE)) {
            trace.log(
                    HANDLE,
                    "mon " + chardev.label() + " req: " + request.command + " " + JsonWriter.text(request.arguments));
        }
        command.run(new ArgReader(command.spec().check(request.arguments)), reply);
    }

    private void send(Map<String, ?> message) {
        if (trace.on(RESPOND) && !message.containsKey("event")) {
            trace.log(RESPOND, "mon " + chardev.label() + " resp: " + JsonWriter.text(message));
        }
        outbox.write(JsonWriter.line(message, pretty));
    }

    private final class Input implements JsonFramer.Sink {
        @Override
        public void value(Object value) {
            take(QmpRequest.of(value, oob));
        }

        @Override
        public void error(String text) {
            take(QmpRequest.bad(text));
        }
    }

    private final class EventListener implements EventHub.Listener {
        @Override
        public void deliver(Map<String, Object> message) {
            if (!negotiated) {
                return;
            }
            if (outbox.pending() > DEAF_BYTES) {
                trace.log(
                        "monitor_protocol_event_drop",
                        "mon " + chardev.label() + " event=" + message.get("event") + ": the client does not read");
                return;
            }
            send(message);
        }
    }

    private final class Self implements QmpMonitor {
        @Override
        public String label() {
            return chardev.label();
        }

        @Override
        public MonitorFds fds() {
            return fds;
        }

        @Override
        public void negotiate(boolean wantsOob) throws QmpException {
            if (negotiated) {
                throw new QmpException(
                        ErrorClass.COMMAND_NOT_FOUND, "Capabilities negotiation is already complete, command ignored");
            }
            negotiated = true;
            oob = wantsOob;
        }
    }

    /** Sends answers to the client that asked; one that has left gets none. */
    private final class Answers implements PendingReply.Sink {
        private final int forClient = client;

        @Override
        public void answer(PendingReply reply, Map<String, Object> message) {
            if (forClient != client) {
                return;
            }
            send(message);
            if (running == reply) {
                running = null;
                pump();
            }
        }
    }
}
