package baton.monitor.qmp;

import baton.base.MainLoopThread;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds back events that a guest can cause as often as it likes: one of a kind a second, and of those that come too soon
 * the last, as QEMU does.
 */
@MainLoopThread
final class EventPacer {
    private static final long PERIOD_MILLIS = 1000;

    /** Takes events whose time has come. */
    interface Sink {
        /** Passes {@code message} on. */
        void pass(Map<String, Object> message);
    }

    /** Runs a task on the main loop later. */
    interface Later {
        /** Runs {@code task} once, {@code millis} from now. */
        void after(long millis, Runnable task);
    }

    private final Later later;
    private final Sink sink;
    /** By kind, while another of it would come too soon: the last one held back, or {@link #NONE}. */
    private final Map<String, Map<String, Object>> held = new HashMap<>();

    private static final Map<String, Object> NONE = Map.of();

    EventPacer(Later later, Sink sink) {
        this.later = later;
        this.sink = sink;
    }

    /** Passes {@code message}, a whole event, on now or later; or never, when a newer one of its kind takes its place. */
    void offer(Map<String, Object> message) {
        String kind = kind(message);
        if (held.containsKey(kind)) {
            held.put(kind, message);
        } else {
            pass(kind, message);
        }
    }

    private void pass(String kind, Map<String, Object> message) {
        held.put(kind, NONE);
        sink.pass(message);
        later.after(PERIOD_MILLIS, new Runnable() {
            @Override
            public void run() {
                Map<String, Object> last = held.remove(kind);
                if (last != NONE) {
                    pass(kind, last);
                }
            }
        });
    }

    /** What counts as the same kind: of ports and devices each has its own. */
    private static String kind(Map<String, Object> message) {
        String name = (String) message.get("event");
        return switch (name) {
            case "VSERPORT_CHANGE" -> name + of(message, "id");
            case "MEMORY_DEVICE_SIZE_CHANGE", "BLOCK_IO_ERROR" -> name + of(message, "qom-path");
            default -> name;
        };
    }

    private static String of(Map<String, Object> message, String member) {
        return message.get("data") instanceof Map<?, ?> data ? " " + data.get(member) : "";
    }
}
