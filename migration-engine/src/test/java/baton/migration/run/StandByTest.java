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
        Thread guest = new Thread(() -> standBy.arrive(note("guest"), note("rest")));

        guest.start();
        host.runUntil(() -> done.contains("client"));
        guest.join();

        assertEquals(List.of("guest", "rest", "client"), done);
    }

    @Test
    void stepThatDoesNotCome_holdsNobodyUp() {
        standBy.begin();
        host.post(note("client"));

        host.runUntil(() -> done.size() == 1);
        standBy.arrive(note("guest"), note("rest"));
        host.runUntil(() -> done.contains("rest"));

        assertEquals(List.of("client", "guest", "rest"), done);
    }

    @Test
    void step_isTakenOnce() {
        standBy.arrive(note("guest"), note("rest"));
        standBy.begin();
        host.post(note("client"));

        host.runUntil(() -> done.contains("client"));

        assertEquals(List.of("guest", "rest", "client"), done);
    }

    @Test
    void stepThatTheMainLoopWaitsFor_isTakenByWhoBringsItAndTheRestByTheMainLoop() throws InterruptedException {
        List<Thread> who = new ArrayList<>();
        Thread guest = new Thread(() -> {
            awaitStandBy();
            standBy.arrive(() -> who.add(Thread.currentThread()), () -> who.add(Thread.currentThread()));
        });
        standBy.begin();
        guest.start();

        host.runOne();
        guest.join();

        assertEquals(List.of(guest, Thread.currentThread()), who);
    }

    private void awaitStandBy() {
        while (!standBy.waits()) {
            Thread.onSpinWait();
        }
    }
}
