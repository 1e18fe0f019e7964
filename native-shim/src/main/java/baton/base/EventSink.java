package baton.base;

import java.util.Map;

/** Takes what happened and tells whoever listens: the one way news travels up to the monitors. */
@AnyThread
public interface EventSink {
    /** Ignores everything. */
    EventSink NONE = new EventSink() {
        @Override
        public void event(String name, Map<String, ?> data) {}
    };

    /**
     * Reports one event.
     *
     * @param name QMP's name, such as {@code STOP}
     * @param data members in wire order, values as {@code baton.monitor.json.JsonWriter} takes them (String, Number,
     *     Boolean, Map, List); empty for an event without data
     */
    void event(String name, Map<String, ?> data);
}
