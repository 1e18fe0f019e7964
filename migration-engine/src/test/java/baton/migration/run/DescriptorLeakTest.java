package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.migration.spi.MigrationRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a migration ends, the process has as many descriptors as before. */
class DescriptorLeakTest {
    private static final int ROUNDS = 20;

    @TempDir
    Path dir;

    private interface Round {
        void run() throws Exception;
    }

    private static long open() throws IOException {
        try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
            return fds.count();
        }
    }

    private static void assertNoLeak(Round round) throws Exception {
        round.run();
        long before = open();
        for (int i = 0; i < ROUNDS; i++) {
            round.run();
        }
        // The JVM opens a file of its own now and then; a leak would show ROUNDS times.
        assertEquals(before, open(), ROUNDS / 2.0);
    }

    private static void fails(String uri) throws Exception {
        try (Engine source = new Engine("running")) {
            source.migrate(uri);
            source.runUntil("failed");
        }
    }

    @Test
    void successes_leaveNone() throws Exception {
        Path socket = dir.resolve("s");
        assertNoLeak(() -> {
            try (Engine target = Engine.incoming();
                    Engine source = new Engine("running")) {
                target.receive("unix:" + socket, true);
                source.migrate("unix:" + socket);
                source.runUntil("completed");
                target.runUntil("completed");
            }
        });
    }

    @Test
    void failures_leaveNone() throws Exception {
        Path none = dir.resolve("none");
        Path garbage = Files.write(dir.resolve("garbage"), new byte[100]);
        assertNoLeak(() -> fails("exec:exit 1"));
        assertNoLeak(() -> fails("unix:" + none));
        assertNoLeak(() -> {
            try (Engine engine = new Engine("running")) {
                assertThrows(MigrationRefused.class, () -> engine.migrate("file:/dev/full"));
            }
        });
        assertNoLeak(() -> {
            try (Engine engine = Engine.incoming()) {
                engine.receive("file:" + garbage, false);
                engine.runUntil("failed");
            }
        });
    }

    @Test
    void cancels_leaveNone() throws Exception {
        Path file = dir.resolve("vm.state");
        assertNoLeak(() -> {
            try (Engine engine = new Engine("running")) {
                engine.service.setParameters(Map.of("max-bandwidth", 1L));
                engine.migrate("file:" + file);
                engine.monitor.await("MIGRATION active");
                engine.service.cancel();
                engine.runUntil("cancelled");
            }
        });
    }
}
