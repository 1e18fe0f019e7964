package baton.mainloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.base.Reporter;
import baton.nat.libc.Clock;
import baton.nat.libc.Epoll;
import baton.nat.libc.ErrnoException;
import baton.nat.libc.Fd;
import baton.nat.libc.Files;
import baton.nat.libc.Pipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MainLoopTest {
    private final List<String> errors = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private MainLoop loop;

    @BeforeEach
    void create() throws IOException {
        loop = MainLoop.create(new Reporter() {
            @Override
            public void error(String text) {
                errors.add(text);
            }

            @Override
            public void warn(String text) {}
        });
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
    }

    @Test
    void postedTasks_runInOrderBeforeStop() {
        loop.post(() -> seen.add("a"));
        loop.post(() -> seen.add("b"));
        loop.post(loop::stop);

        loop.run();

        assertEquals(List.of("a", "b"), seen);
    }

    @Test
    void taskFromAnotherThread_wakesTheSleepingLoop() throws InterruptedException {
        Thread other = new Thread(() -> loop.post(loop::stop));
        loop.post(other::start);

        loop.run();

        other.join();
        assertFalse(loop.runUntil(() -> false), "a stopped loop stays stopped");
    }

    @Test
    void manyTasksFromManyThreads_allRunOnTheLoopThread() throws InterruptedException {
        int[] count = new int[1];
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 5000; i++) {
                    loop.post(() -> count[0] += loop.isLoopThread() ? 1 : -1_000_000);
                }
            }));
        }
        threads.forEach(Thread::start);

        assertTrue(loop.runUntil(() -> count[0] == 20_000));

        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void throwingTask_isReportedAndTheLoopGoesOn() {
        loop.post(() -> {
            throw new IllegalStateException("boom");
        });
        loop.post(loop::stop);

        loop.run();

        assertEquals(1, errors.size());
        assertTrue(
                errors.get(0).startsWith("internal error: java.lang.IllegalStateException: boom at "), errors.get(0));
    }

    @Test
    void taskThatPostsItselfForEver_doesNotStarveDescriptors() throws IOException {
        Pipe pipe = Pipe.create();
        Runnable[] self = new Runnable[1];
        self[0] = () -> loop.post(self[0]);
        loop.post(self[0]);
        watchReader(pipe, loop::stop);
        pipe.writer().writeFully(new byte[1], 0, 1);

        loop.run();

        closeBoth(pipe);
    }

    @Test
    void readableDescriptor_callsItsHandlerUntilRested() throws IOException {
        Pipe pipe = Pipe.create();
        Watch[] watch = new Watch[1];
        watch[0] = loop.watch(pipe.reader(), Epoll.IN, events -> {
            seen.add("ready " + (events & Epoll.IN));
            if (seen.size() == 2) {
                watch[0].events(0);
                loop.post(() -> loop.post(loop::stop));
            }
        });
        pipe.writer().writeFully(new byte[1], 0, 1);

        loop.run();

        assertEquals(List.of("ready 1", "ready 1"), seen);
        watch[0].cancel();
        closeBoth(pipe);
    }

    @Test
    void restingWatch_isNotToldOfAHangUp() throws IOException {
        Pipe pipe = Pipe.create();
        Watch watch = loop.watch(pipe.reader(), Epoll.IN, events -> seen.add("ready"));
        watch.events(0);
        pipe.writer().close();
        loop.post(() -> loop.post(loop::stop));

        loop.run();

        assertEquals(List.of(), seen);
        watch.cancel();
        pipe.reader().close();
    }

    @Test
    void watchCancelledByAnotherHandlerOfTheSameRound_isNotCalled() throws IOException {
        Pipe pipe = Pipe.create();
        Watch[] watches = new Watch[2];
        Fd[] readers = {pipe.reader(), pipe.reader().dup()};
        for (int i = 0; i < 2; i++) {
            int me = i;
            watches[i] = loop.watch(readers[i], Epoll.IN, events -> {
                seen.add("called");
                watches[1 - me].cancel();
                watches[me].events(0);
                loop.watch(pipe.writer(), Epoll.OUT, e -> loop.stop());
            });
        }
        pipe.writer().writeFully(new byte[1], 0, 1);

        loop.run();

        assertEquals(List.of("called"), seen);
        readers[1].close();
        closeBoth(pipe);
    }

    @Test
    void throwingHandler_isReportedAndTheLoopGoesOn() throws IOException {
        Pipe pipe = Pipe.create();
        pipe.writer().writeFully(new byte[2], 0, 2);
        loop.watch(pipe.reader(), Epoll.IN, events -> {
            read(pipe.reader(), 1);
            if (seen.isEmpty()) {
                seen.add("first");
                throw new IllegalArgumentException("bad");
            }
            loop.stop();
        });

        loop.run();

        assertEquals(1, errors.size());
        closeBoth(pipe);
    }

    @Test
    void descriptorEpollRefuses_isAlwaysReadyUntilCancelled() throws IOException {
        Fd nothing = Files.open("/dev/null", 0, 0);
        Watch[] watch = new Watch[1];
        watch[0] = loop.watch(nothing, Epoll.IN, events -> {
            seen.add("end " + read(nothing, 10));
            watch[0].cancel();
            loop.timer(loop::stop).at(Clock.monotonicNanos() + 1_000_000);
        });

        loop.run();

        assertEquals(List.of("end 0"), seen);
        nothing.close();
    }

    @Test
    void timers_fireInOrderOfTheirTimes() {
        long now = Clock.monotonicNanos();
        loop.timer(loop::stop).at(now + 3_000_000);
        loop.timer(() -> seen.add("second")).at(now + 2_000_000);
        loop.timer(() -> seen.add("first")).at(now + 1_000_000);
        Timer cancelled = loop.timer(() -> seen.add("never"));
        cancelled.at(now);
        cancelled.cancel();

        loop.run();

        assertEquals(List.of("first", "second"), seen);
        assertTrue(Clock.monotonicNanos() - now >= 3_000_000);
    }

    @Test
    void timerSetAgain_firesOnceAtTheNewTime() {
        long now = Clock.monotonicNanos();
        Timer moved = loop.timer(() -> seen.add("moved"));
        moved.at(now + 1_000_000);
        moved.at(now + 2_000_000);
        loop.timer(() -> seen.add("between")).at(now + 1_500_000);
        loop.timer(loop::stop).at(now + 4_000_000);

        loop.run();

        assertEquals(List.of("between", "moved"), seen);
    }

    @Test
    void timerArmedByAnotherThread_shortensTheSleep() throws InterruptedException {
        Thread other = new Thread(() -> loop.timer(loop::stop).at(Clock.monotonicNanos()));
        loop.timer(() -> seen.add("late")).at(Clock.monotonicNanos() + 3_600_000_000_000L);
        loop.post(other::start);

        loop.run();

        assertEquals(List.of(), seen);
        other.join();
    }

    @Test
    void handlerThatRunsTheLoop_isRefused() throws IOException {
        Pipe pipe = Pipe.create();
        pipe.writer().writeFully(new byte[1], 0, 1);
        loop.watch(pipe.reader(), Epoll.IN, events -> {
            assertThrows(IllegalStateException.class, loop::run);
            seen.add("refused");
            loop.stop();
        });

        loop.run();

        assertEquals(List.of("refused"), seen);
        closeBoth(pipe);
    }

    private void watchReader(Pipe pipe, Runnable whenReady) {
        loop.watch(pipe.reader(), Epoll.IN, events -> whenReady.run());
    }

    private static int read(Fd fd, int length) {
        try {
            return fd.read(new byte[length], 0, length);
        } catch (ErrnoException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeBoth(Pipe pipe) throws IOException {
        pipe.reader().close();
        pipe.writer().close();
    }
}
