package baton.monitor.qmp;

import baton.base.AnyThread;
import baton.base.EventSink;
import baton.base.Trace;
import baton.mainloop.MainLoop;
import baton.monitor.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Takes events from every thread and gives them, in the order they came, to all sessions on the main loop. An event raised
 * on the main loop is out before {@link #event} returns, so it precedes the reply of the command that caused it.
 */
public final class EventHub implements EventSink {
    private static final String EMIT = "monitor_protocol_event_emit";
    private static final long MICROS = 1_000_000;

    /** A session that wants events. */
    interface Listener {
        /** Delivers {@code message}, the whole event as it goes on the wire. */
        void deliver(Map<String, Object> message);
    }

    private final Executor mainLoop;
    private final LongSupplier micros;
    /** Locked by itself; a queue of java.util.concurrent would cost a start 2 ms of method handles. */
    private final Deque<Map<String, Object>> raised = new ArrayDeque<>();

    private final List<Listener> listeners = new ArrayList<>();
    private final MainLoop loop;
    private EventPacer pacer;
    private volatile Trace trace = Trace.NONE;
    private final Runnable deliverAll = new Runnable() {
        @Override
        public void run() {
            deliverAll();
        }
    };

    /**
     * @param mainLoop runs a task at once when called on the main loop, and soon on it otherwise
     * @param loop the same main loop, for events that are held back
     */
    public EventHub(Executor mainLoop, MainLoop loop) {
        this(mainLoop, loop, new LongSupplier() {
            @Override
            public long getAsLong() {
                Instant now = Instant.now();
                return now.getEpochSecond() * MICROS + now.getNano() / 1000;
            }
        });
    }

    EventHub(Executor mainLoop, MainLoop loop, LongSupplier micros) {
        this.mainLoop = mainLoop;
        this.loop = loop;
        this.micros = micros;
    }

    /** Has every event logged, too. */
    public void trace(Trace log) {
        trace = log;
    }

    @Override
    @AnyThread
    public void event(String name, Map<String, ?> data) {
        long now = micros.getAsLong();
        Map<String, Object> message = new LinkedHashMap<>();
        Map<String, Object> timestamp = new LinkedHashMap<>();
        timestamp.put("seconds", now / MICROS);
        timestamp.put("microseconds", now % MICROS);
        message.put("timestamp", timestamp);
        message.put("event", name);
        if (!data.isEmpty()) {
            message.put("data", data);
        }
        if (trace.on(EMIT)) {
            trace.log(EMIT, "event=" + name + " data=" + JsonWriter.text(data));
        }
        synchronized (raised) {
            raised.add(message);
        }
        mainLoop.execute(deliverAll);
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    private void deliverAll() {
        for (Map<String, Object> message = next(); message != null; message = next()) {
            if (guestCanCauseAtWill((String) message.get("event"))) {
                pacer().offer(message);
            } else {
                toAll(message);
            }
        }
    }

    private static boolean guestCanCauseAtWill(String event) {
        return switch (event) {
            case "RTC_CHANGE",
                    "BALLOON_CHANGE",
                    "WATCHDOG",
                    "HV_BALLOON_STATUS_REPORT",
                    "VSERPORT_CHANGE",
                    "MEMORY_DEVICE_SIZE_CHANGE",
                    "BLOCK_IO_ERROR" -> true;
            default -> false;
        };
    }

    /** Made when it is needed: most processes end before they raise such an event. */
    private EventPacer pacer() {
        if (pacer == null) {
            pacer = new EventPacer(new TimedPacing(loop), new EventPacer.Sink() {
                @Override
                public void pass(Map<String, Object> message) {
                    toAll(message);
                }
            });
        }
        return pacer;
    }

    private void toAll(Map<String, Object> message) {
        for (Listener listener : List.copyOf(listeners)) {
            listener.deliver(message);
        }
    }

    private Map<String, Object> next() {
        synchronized (raised) {
            return raised.poll();
        }
    }
}
