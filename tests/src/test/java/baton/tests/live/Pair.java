package baton.tests.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.tests.harness.Await;
import baton.tests.harness.GuestCounters;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A source with a running guest and a target that waits for it, which stays when a stream fails. */
final class Pair implements AutoCloseable {
    private static final int MEBIBYTES = 64;
    private static final long QUIET_NANOS = 1_500_000_000;
    /** The page of kvmclock, which the kernel itself renews whenever a CPU's state is loaded. */
    private static final int KVMCLOCK_PAGE = 0x201000;

    private final Path directory;
    private final TestVm source;
    private final TestVm target;
    private String address;
    private GuestCounters before;

    private Pair(Path directory, TestVm source, TestVm target) {
        this.directory = directory;
        this.source = source;
        this.target = target;
    }

    /** Starts both, with {@code words} for the guest; the target listens at {@code uri}. */
    static Pair start(Path directory, String uri, String words, List<String> capabilities, String... targetOptions)
            throws IOException, QmpError {
        String[] machine = {"-m", MEBIBYTES + "M", "-smp", "2", "-append", words};
        List<String> options = new ArrayList<>(List.of(machine));
        options.addAll(List.of("-incoming", "defer"));
        options.addAll(List.of(targetOptions));
        TestVm source = TestVm.start(directory, machine);
        Pair pair = new Pair(directory, source, TestVm.start(directory, options.toArray(new String[0])));
        boolean ready = false;
        try {
            pair.prepare(uri, capabilities);
            ready = true;
            return pair;
        } finally {
            if (!ready) {
                pair.close();
            }
        }
    }

    private void prepare(String uri, List<String> capabilities) throws IOException, QmpError {
        enable(source, capabilities);
        enable(target, capabilities);
        target.qmp().execute("migrate-incoming", "uri", uri, "exit-on-error", false);
        address = reachable(target, uri);
        before = source.guest().awaitUp(2);
    }

    private static void enable(TestVm side, List<String> capabilities) throws IOException, QmpError {
        List<Object> on = new ArrayList<>();
        for (String name : capabilities) {
            on.add(Map.of("capability", name, "state", true));
        }
        on.add(Map.of("capability", "events", "state", true));
        side.qmp().execute("migrate-set-capabilities", "capabilities", on);
    }

    /** Of a port that the target chose. */
    private static String reachable(TestVm target, String uri) throws IOException, QmpError {
        if (!uri.endsWith(":0")) {
            return uri;
        }
        List<?> addresses = (List<?>) target.qmp().query("query-migrate").get("socket-address");
        return uri.substring(0, uri.length() - 1) + ((Map<?, ?>) addresses.get(0)).get("port");
    }

    TestVm source() {
        return source;
    }

    TestVm target() {
        return target;
    }

    /** Sets a migration parameter of the source. */
    Pair limit(String parameter, Object value) throws IOException, QmpError {
        source.qmp().execute("migrate-set-parameters", parameter, value);
        return this;
    }

    /** So slow that a guest that writes is never done. */
    Pair slow() throws IOException, QmpError {
        return limit("max-bandwidth", 3_000_000).limit("downtime-limit", 1);
    }

    Pair fast() throws IOException, QmpError {
        return limit("max-bandwidth", 0).limit("downtime-limit", 30_000);
    }

    Pair migrate() throws IOException, QmpError {
        source.qmp().execute("migrate", "uri", address);
        return this;
    }

    /** A number of the source's {@code query-migrate.ram}; 0 before there is any. */
    long ram(String member) throws IOException, QmpError {
        Map<?, ?> ram = (Map<?, ?>) source.qmp().query("query-migrate").get("ram");
        return ram == null ? 0 : ((Number) ram.get(member)).longValue();
    }

    /** Waits until so many bytes are on their way. */
    void awaitSent(long bytes) throws IOException {
        Await.until(bytes + " bytes sent", source.process()::toString, () -> {
            try {
                return ram("transferred") >= bytes;
            } catch (QmpError e) {
                throw new IOException(e);
            }
        });
    }

    /** Waits until nothing more is sent. */
    void awaitAllSent() throws IOException {
        long[] last = {-1};
        long[] since = {System.nanoTime()};
        Await.until("the last byte", source.process()::toString, () -> {
            try {
                long now = ram("transferred");
                since[0] = now == last[0] ? since[0] : System.nanoTime();
                last[0] = now;
                return System.nanoTime() - since[0] > QUIET_NANOS;
            } catch (QmpError e) {
                throw new IOException(e);
            }
        });
    }

    void completes() throws IOException, QmpError {
        source.qmp().awaitMigration("completed");
        target.qmp().awaitMigration("completed");
        assertEquals("postmigrate", source.qmp().query("query-status").get("status"));
    }

    /** Cancels, and the guest is as if nothing had been. */
    void cancel() throws IOException, QmpError {
        source.qmp().execute("migrate_cancel");
        source.qmp().awaitMigration("cancelled");
        assertRunsOnSource();
    }

    void assertRunsOnSource() throws IOException, QmpError {
        assertEquals("running", source.qmp().query("query-status").get("status"));
        assertWentOn(source);
    }

    void assertRunsOnTarget() throws IOException, QmpError {
        target.qmp().awaitStatus("running");
        assertWentOn(target);
    }

    private void assertWentOn(TestVm side) throws IOException, QmpError {
        GuestCounters now = side.guest().awaitTicks(before, 30);
        before = side.guest().awaitTicks(now, 30);
        before.assertWentOnFrom(now);
    }

    /** The target does not run the guest, and says why. */
    void assertTargetFailed() throws IOException, QmpError {
        target.qmp().awaitMigration("failed");
        assertEquals("inmigrate", target.qmp().query("query-status").get("status"));
    }

    /** Both stand still. */
    void assertSameMemory() throws IOException, QmpError {
        byte[] there = memory(source);
        byte[] here = memory(target);
        for (int page = 0; page < there.length; page += 4096) {
            if (page != KVMCLOCK_PAGE && !Arrays.equals(there, page, page + 4096, here, page, page + 4096)) {
                byte[] expected = Arrays.copyOfRange(there, page, page + 4096);
                assertArrayEquals(expected, Arrays.copyOfRange(here, page, page + 4096), "page at " + page);
            }
        }
    }

    private byte[] memory(TestVm side) throws IOException, QmpError {
        Path file = directory.resolve("memory");
        side.qmp().execute("pmemsave", "val", 0, "size", MEBIBYTES << 20, "filename", file.toString());
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    /** Sends a signal by name. */
    static void signal(TestVm side, String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, "" + side.process().pid())
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            source.close();
        } finally {
            target.close();
        }
    }
}
