package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.migration.testing.FakeHost;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StandByTest {
    private final FakeHost host = new FakeHost();
    private final List<String> done = new ArrayList<>();
    private final StandBy standBy = new StandBy(host);

    private Runnable note(String text) {
        return () -> done.add(text);
    }

    @Test
    void stepThatComesInTime_goesBeforeWhatWasPostedMeanwhile() throws InterruptedException {
        standBy.begin();
        host.post(note("client"));
        Thread guest = new Thread(() -> standBy.arrive(note("guest")));

        guest.start();
        host.runUntil(() -> done.size() == 2);
        guest.join();

        assertEquals(List.of("guest", "client"), done);
    }

    @Test
    void stepThatDoesNotCome_holdsNobodyUp() {
        standBy.begin();
        host.post(note("client"));

        host.runUntil(() -> done.size() == 1);
        standBy.arrive(note("guest"));
        host.runUntil(() -> done.size() == 2);

        assertEquals(List.of("client", "guest"), done);
    }

    @Test
    void step_isTakenOnce() {
        standBy.arrive(note("guest"));
        standBy.begin();
        host.post(note("client"));

        host.runUntil(() -> done.contains("client"));

        assertEquals(List.of("guest", "client"), done);
    }
}
