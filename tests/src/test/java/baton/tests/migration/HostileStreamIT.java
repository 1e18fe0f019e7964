package baton.tests.migration;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged captures of a whole machine, fed to real processes: each is loaded, into KVM as well, or refused in words, and
 * the process lives on and takes the next. How the reader itself is fuzzed is in CoverageFuzzTest.
 */
@KvmRequired
class HostileStreamIT {
    private static final Path GOLDEN =
            Path.of("../migration-engine/src/test/resources/golden/qemu-10.2.2/mv1-plain.mig");
    private static final int STREAMS = 60;
    /** Device state and description: what comes before is RAM. */
    private static final int TAIL = 24_000;

    @TempDir
    private Path directory;

    private final Random random = new Random(4);
    private TestVm vm;

    @Test
    void damagedStreams_endInWords() throws IOException, QmpError {
        byte[] good = Files.readAllBytes(GOLDEN);
        int loaded = 0;
        try {
            for (int i = 0; i < STREAMS; i++) {
                Path file = Files.write(directory.resolve("bad.mig"), damaged(good));
                Map<?, ?> told = feed(file);
                if (told.get("status").equals("completed")) {
                    loaded++;
                    end();
                } else {
                    assertWords(String.valueOf(told.get("error-desc")));
                }
            }
        } finally {
            if (vm != null) {
                end();
            }
        }
        assertTrue(loaded < STREAMS * 9 / 10, loaded + " of " + STREAMS + " loaded: too little damage");
    }

    private byte[] damaged(byte[] good) {
        byte[] bad = good.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(20) == 0 ? random.nextInt(bad.length) : bad.length - 1 - random.nextInt(TAIL);
            bad[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bad[at] ^ 1 << random.nextInt(8));
        }
        return bad;
    }

    private Map<?, ?> feed(Path file) throws IOException, QmpError {
        if (vm == null) {
            vm = TestVm.start(directory, "-m", "64M", "-S", "-incoming", "defer");
        }
        vm.qmp().execute("migrate-incoming", "uri", "file:" + file, "exit-on-error", false);
        Map<?, ?>[] told = {Map.of()};
        Await.until("an end", vm.process()::toString, () -> {
            try {
                told[0] = vm.qmp().query("query-migrate");
            } catch (QmpError e) {
                throw new IOException(e);
            }
            return List.of("completed", "failed").contains(told[0].get("status"));
        });
        return told[0];
    }

    private static void assertWords(String text) {
        assertTrue(text.startsWith("load of migration failed: "), text);
        assertFalse(text.contains("Exception") || text.contains("internal error") || text.contains("null"), text);
    }

    private void end() throws IOException {
        String said = vm.process().err().text();
        assertFalse(said.contains("Exception") || said.contains("\tat ") || said.contains("internal error"), said);
        vm.close();
        vm = null;
    }
}
