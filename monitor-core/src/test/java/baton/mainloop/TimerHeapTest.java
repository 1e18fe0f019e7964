package baton.mainloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerHeapTest {
    private final TimerHeap heap = new TimerHeap();

    @Test
    void randomTimersWithRemovals_comeOutInOrder() {
        Random random = new Random(1);
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Timer timer = new Timer(null, null);
            timers.add(timer);
            heap.put(timer, random.nextInt(1000));
        }
        for (int i = 0; i < 500; i += 3) {
            heap.remove(timers.get(i));
        }
        for (int i = 1; i < 500; i += 3) {
            heap.put(timers.get(i), random.nextInt(1000));
        }

        long last = -1;
        int count = 0;
        for (Timer timer = heap.due(1000); timer != null; timer = heap.due(1000)) {
            assertEquals(Math.max(last, timer.at), timer.at);
            last = timer.at;
            count++;
        }

        assertEquals(333, count);
    }

    @Test
    void nothingDueYet_givesTheTimeLeft() {
        Timer timer = new Timer(null, null);
        heap.put(timer, Long.MAX_VALUE + 100);

        assertNull(heap.due(Long.MAX_VALUE));
        assertEquals(100, heap.untilFirst(Long.MAX_VALUE), "times wrap as System.nanoTime's do");
        assertSame(timer, heap.due(Long.MAX_VALUE + 100));
        assertEquals(-1, heap.untilFirst(0));
    }
}
