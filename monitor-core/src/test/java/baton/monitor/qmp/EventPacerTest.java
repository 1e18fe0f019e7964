package baton.monitor.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventPacerTest {
    private final List<Object> passed = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final EventPacer pacer =
            new EventPacer((millis, task) -> waiting.add(task), message -> passed.add(message.get("n")));

    @Test
    void rareEvent_passesAtOnce() {
        offer("RTC_CHANGE", Map.of(), 1);

        assertEquals(List.of(1), passed);
    }

    @Test
    void ofEventsTooSoon_theLastComesLater() {
        offer("RTC_CHANGE", Map.of(), 1);
        offer("RTC_CHANGE", Map.of(), 2);
        offer("RTC_CHANGE", Map.of(), 3);
        assertEquals(List.of(1), passed);

        aSecondPasses();

        assertEquals(List.of(1, 3), passed);
        offer("RTC_CHANGE", Map.of(), 4);
        assertEquals(List.of(1, 3), passed);
        aSecondPasses();
        assertEquals(List.of(1, 3, 4), passed);
    }

    @Test
    void afterAQuietSecond_theNextPassesAtOnce() {
        offer("WATCHDOG", Map.of(), 1);
        aSecondPasses();
        offer("WATCHDOG", Map.of(), 2);

        assertEquals(List.of(1, 2), passed);
        assertEquals(1, waiting.size());
    }

    @Test
    void eventsOfDifferentObjects_doNotHoldEachOtherBack() {
        offer("VSERPORT_CHANGE", Map.of("id", "a", "open", true), 1);
        offer("VSERPORT_CHANGE", Map.of("id", "b", "open", true), 2);
        offer("VSERPORT_CHANGE", Map.of("id", "a", "open", false), 3);

        assertEquals(List.of(1, 2), passed);
    }

    private void offer(String name, Map<String, Object> data, int number) {
        pacer.offer(Map.of("event", name, "data", data, "n", number));
    }

    private void aSecondPasses() {
        waiting.poll().run();
    }
}
