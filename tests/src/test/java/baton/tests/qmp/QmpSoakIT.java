package baton.tests.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight clients at once, each on a monitor of its own: some ask, one stops and starts the guest, one only listens, some read
 * slowly, some vanish. No reply is lost, every event is heard, and the process is as large afterwards as it was.
 * {@code -Dqmp.soak.seconds=N} for longer.
 */
@KvmRequired
@Timeout(value = 3, unit = TimeUnit.HOURS) // by its own clock it ends long before
class QmpSoakIT {
    private static final int CLIENTS = 8;
    private static final int FEW_KIB = 24 << 10;
    private static final List<String> QUESTIONS = List.of(
            "query-status",
            "query-chardev",
            "query-cpus-fast",
            "query-migrate",
            "query-memdev",
            "query-commands",
            "query-migrate-parameters",
            "query-yank");

    private final Duration length = Duration.ofSeconds(Integer.getInteger("qmp.soak.seconds", 12));

    @TempDir
    private Path directory;

    private TestVm vm;
    private volatile long end;
    private final AtomicLong answered = new AtomicLong();

    @Test
    void manyClients_loseNothingAndLeaveNothing() throws Exception {
        List<String> monitors = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            monitors.addAll(List.of("-qmp", "unix:" + socket(i) + ",server=on,wait=off"));
        }
        try (TestVm started = TestVm.start(
                directory,
                Stream.concat(Stream.of("-m", "64M"), monitors.stream()).toArray(String[]::new))) {
            vm = started;
            GuestCounters before = vm.guest().awaitUp(1);
            soak(length.dividedBy(3));
            long descriptors = descriptors();
            long threads = threads();
            long memory = memory();
            print("after a third", descriptors, threads, memory);
            soak(length.dividedBy(3).multipliedBy(2));
            // Those who left without a word are noticed a moment later.
            Await.until(descriptors + " descriptors", () -> "" + vm.process(), () -> descriptors() == descriptors);
            Await.until(threads + " threads", () -> "" + vm.process(), () -> threads() <= threads);
            print("at the end", descriptors(), threads(), memory());
            assertTrue(memory() < memory + FEW_KIB, () -> "grew from " + memory + " KiB to " + memory());
            vm.qmp().execute("cont");
            vm.guest().awaitTicks(vm.guest().read(), 3).assertWentOnFrom(before);
        }
    }

    private Path socket(int client) {
        return directory.resolve("c" + client);
    }

    private void soak(Duration time) throws Exception {
        end = System.nanoTime() + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Integer>> work = new ArrayList<>();
            Future<Integer> heard;
            try (QmpClient listener = QmpClient.connect(socket(0))) {
                work.add(threads.submit(asking(1)));
                work.add(threads.submit(asking(2)));
                work.add(threads.submit(makingObjects()));
                Future<Integer> stops = threads.submit(stopping());
                work.add(threads.submit(slowReader(5)));
                work.add(threads.submit(vanishing(6)));
                work.add(threads.submit(vanishing(7)));
                for (Future<Integer> each : work) {
                    int did = each.get(time.toSeconds() + 60, TimeUnit.SECONDS);
                    assertTrue(did > 0, "a client did nothing");
                    answered.addAndGet(did);
                }
                heard = threads.submit(() -> events(listener));
                assertEquals(stops.get(60, TimeUnit.SECONDS), heard.get(60, TimeUnit.SECONDS), "events");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean goesOn() {
        return System.nanoTime() < end;
    }

    private Callable<Integer> asking(int client) {
        return () -> {
            Random random = new Random(client);
            int answered = 0;
            try (QmpClient qmp = QmpClient.connect(socket(client))) {
                while (goesOn()) {
                    qmp.execute(QUESTIONS.get(random.nextInt(QUESTIONS.size()))); // checks the id
                    answered++;
                }
            }
            return answered;
        };
    }

    private Callable<Integer> makingObjects() {
        return () -> {
            int made = 0;
            try (QmpClient qmp = QmpClient.connect(socket(3))) {
                while (goesOn()) {
                    qmp.execute("object-add", "qom-type", "memory-backend-memfd", "id", "o" + made, "size", 65536L);
                    qmp.execute("qom-list", "path", "/objects/o" + made);
                    qmp.execute("object-del", "id", "o" + made);
                    qmp.refused("no-such-command");
                    made++;
                }
            }
            return made;
        };
    }

    private Callable<Integer> stopping() {
        return () -> {
            int events = 0;
            try (QmpClient qmp = QmpClient.connect(socket(4))) {
                while (goesOn()) {
                    qmp.execute("stop");
                    qmp.execute("cont");
                    events += 2;
                }
                assertEquals(events, qmp.eventNames().size());
            }
            return events;
        };
    }

    /** Asks for much before it reads any of it. */
    private Callable<Integer> slowReader(int client) {
        return () -> {
            int answered = 0;
            try (QmpClient qmp = QmpClient.connect(socket(client))) {
                while (goesOn()) {
                    StringBuilder packet = new StringBuilder();
                    for (int i = 0; i < 20; i++) {
                        packet.append("{\"execute\":\"query-qmp-schema\",\"id\":")
                                .append(i)
                                .append('}');
                    }
                    qmp.send(packet.toString());
                    for (int i = 0; i < 20; i++) {
                        Map<String, Object> reply = qmp.receive();
                        assertEquals((long) i, reply.get("id"));
                        answered++;
                    }
                }
            }
            return answered;
        };
    }

    /** Comes, asks, and goes without reading; sometimes in the middle of a word. */
    private Callable<Integer> vanishing(int client) {
        return () -> {
            int times = 0;
            while (goesOn()) {
                QmpClient qmp = QmpClient.greeted(socket(client));
                qmp.send("{\"execute\":\"qmp_capabilities\"}{\"execute\":\"query-qmp-schema\"}{\"execute\":\"quer");
                qmp.close();
                times++;
            }
            return times;
        };
    }

    /** How many STOP and RESUME a client heard that said nothing all the while. */
    private static int events(QmpClient listener) throws IOException, QmpError {
        listener.execute("query-name"); // behind the last event
        return listener.eventNames().size();
    }

    private void print(String when, long descriptors, long threads, long kib) {
        System.out.println("soak of " + length.toSeconds() + " s, " + when + ": " + answered.get() + " answers, "
                + descriptors + " descriptors, " + threads + " threads, " + kib + " KiB");
    }

    private long threads() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + vm.process().pid() + "/task"))) {
            return tasks.count();
        }
    }

    private long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + vm.process().pid() + "/fd"))) {
            return open.count();
        }
    }

    /** KiB that would be free without the process. */
    private long memory() {
        try {
            for (String line :
                    Files.readAllLines(Path.of("/proc/" + vm.process().pid() + "/smaps_rollup"))) {
                if (line.startsWith("Pss_Anon:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("no Pss_Anon");
    }
}
