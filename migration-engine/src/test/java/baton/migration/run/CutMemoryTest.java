package baton.migration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baton.migration.spi.RamBlock;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the JVM makes of memory that is gone comes late where the code that reads it is compiled. */
@Timeout(60)
class CutMemoryTest {
    private static final int TIMES = 200;

    @TempDir
    Path directory;

    @Test
    void memoryThatSomebodyCuts_isNeverACompletedMigration() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            try (Engine engine = new Engine("running")) {
                boolean cut = i % 3 == 2;
                if (cut) {
                    engine.vm.cutMemory();
                }

                engine.migrate("file:" + directory.resolve("state"));
                engine.host.runUntil(() -> Set.of("failed", "completed").contains(engine.queried("status")));

                assertEquals(cut ? RamBlock.UNREADABLE : "null", engine.queried("error-desc"), "time " + i);
            }
        }
    }
}
