package baton.tests.compat;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import baton.tests.harness.GuestCounters;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpError;
import baton.tests.harness.SerialLog;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A guest that checks the memory it writes to goes between Baton and QEMU in every format of RAM, both ways. */
@KvmRequired
class QemuFormatsIT {
    /** Capabilities, and parameters, of both sides. */
    enum Format {
        MAPPED("file", List.of("mapped-ram"), Map.of()),
        MAPPED_MULTIFD("file", List.of("mapped-ram", "multifd"), Map.of()),
        MAPPED_DIRECT("file", List.of("mapped-ram", "multifd"), Map.of("direct-io", true)),
        MULTIFD("unix", List.of("multifd"), Map.of("multifd-channels", 4)),
        ZLIB("unix", List.of("multifd"), Map.of("multifd-compression", "zlib")),
        LEGACY_ZERO("unix", List.of("multifd"), Map.of("zero-page-detection", "legacy")),
        XBZRLE("unix", List.of("xbzrle"), Map.of());

        private final String transport;
        private final List<String> capabilities;
        private final Map<String, Object> parameters;

        Format(String transport, List<String> capabilities, Map<String, Object> parameters) {
            this.transport = transport;
            this.capabilities = capabilities;
            this.parameters = parameters;
        }

        boolean live() {
            return transport.equals("unix");
        }
    }

    @TempDir
    private Path directory;

    private final Program baton = Program.underTest();
    private Program qemu;

    @BeforeEach
    void findQemu() {
        assumeTrue(Program.qemu().isPresent(), "skipped: no qemu-system-x86_64 is installed");
        qemu = Program.qemu().get();
    }

    @ParameterizedTest
    @EnumSource
    void qemu_goesOnWithOurs(Format format) throws IOException, QmpError {
        assertGuestMoves(baton, qemu, format);
    }

    @ParameterizedTest
    @EnumSource
    void baton_goesOnWithQemus(Format format) throws IOException, QmpError {
        assertGuestMoves(qemu, baton, format);
    }

    private void assertGuestMoves(Program from, Program to, Format format) throws IOException, QmpError {
        String uri = format.transport + ":" + directory.resolve("stream");
        try (TestVm old = start(from);
                TestVm heir = start(to, "-incoming", "defer")) {
            old.guest().awaitUp(1);
            prepare(old, format);
            prepare(heir, format);
            if (format.live()) {
                heir.qmp().execute("migrate-incoming", "uri", uri);
            }
            old.qmp().execute("migrate", "uri", uri);
            old.qmp().awaitMigration("completed");
            if (!format.live()) {
                heir.qmp().execute("migrate-incoming", "uri", uri);
            }
            heir.qmp().awaitStatus("running");
            GuestCounters saved = old.guest().read();
            heir.guest().awaitTicks(saved, 50).assertWentOnFrom(saved);
            assertTrue(new SerialLog(old.serial(), heir.serial()).assertGapless() > saved.lines());
        }
    }

    private TestVm start(Program program, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-m", "32M", "-append", "busy dirty=4M"));
        arguments.addAll(List.of(more));
        return TestVm.start(program, directory, arguments.toArray(new String[0]));
    }

    private static void prepare(TestVm vm, Format format) throws IOException, QmpError {
        List<Object> on = new ArrayList<>();
        for (String name : format.capabilities) {
            on.add(Map.of("capability", name, "state", true));
        }
        vm.qmp().execute("migrate-set-capabilities", "capabilities", on);
        for (Map.Entry<String, Object> parameter : format.parameters.entrySet()) {
            vm.qmp().execute("migrate-set-parameters", parameter.getKey(), parameter.getValue());
        }
    }
}
