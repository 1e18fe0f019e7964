package baton.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.monitor.QmpException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts are those of QEMU 10.0. */
class DumpTest {
    private static final int HEADERS = 64 + 2 * 56;

    @TempDir
    private Path directory;

    private CommandRig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new CommandRig();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    @Test
    void memory_isInTheCoreAfterItsHeaders() throws Exception {
        byte[] content = {1, 2, 3, 4};
        rig.board.memory().write(0x1000, content, 0, content.length);
        Path core = directory.resolve("core");

        rig.qmp("dump-guest-memory", "{'paging': false, 'detach': true, 'protocol': 'file:" + core + "'}");
        rig.untilHappened("DUMP_COMPLETED");

        byte[] bytes = Files.readAllBytes(core);
        ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(HEADERS + CommandRig.RAM_BYTES, bytes.length);
        assertEquals(0x464c457f, elf.getInt(0));
        assertEquals(CommandRig.RAM_BYTES, elf.getLong(64 + 56 + 32));
        assertArrayEquals(content, Arrays.copyOfRange(bytes, HEADERS + 0x1000, HEADERS + 0x1004));
        assertEquals("{\"total\": 65536, \"status\": \"completed\", \"completed\": 65536}", rig.qmp("query-dump", ""));
        assertEquals("Status: completed\n", rig.hmp("info dump"));
    }

    @Test
    void part_isWhatWasAskedFor() throws Exception {
        Path core = directory.resolve("core");
        rig.hmp("dump-guest-memory -d " + core + " 0x1000 0x2000");
        rig.untilHappened("DUMP_COMPLETED");
        assertEquals(HEADERS + 0x2000, Files.size(core));
    }

    @Test
    void dumpByALineOverQmp_isAnsweredWhenItIsThere() throws Exception {
        Path core = directory.resolve("core");
        String[] text = {null};

        rig.shell.run("dump-guest-memory " + core, -1, rig.received, answer -> text[0] = answer);
        assertNull(text[0]);
        rig.untilHappened("DUMP_COMPLETED");

        assertEquals("", text[0]);
        assertEquals(HEADERS + CommandRig.RAM_BYTES, Files.size(core));
        rig.shell.run("dump-guest-memory /nonexistent/x", -1, rig.received, answer -> text[0] = answer);
        assertEquals("Error: Could not create '/nonexistent/x': No such file or directory\r\n", text[0]);
    }

    @Test
    void whatCannotBe_isRefusedInQemusWords() {
        refused("parameter 'protocol' must start with 'file:' or 'fd:'", "'protocol': 'x'");
        refused("File descriptor named 'nn' has not been found", "'protocol': 'fd:nn'");
        refused("Could not create '/nonexistent/x': No such file or directory", "'protocol': 'file:/nonexistent/x'");
        refused("Parameter 'length' is missing", "'protocol': 'fd:x', 'begin': 0");
        refused("Parameter 'begin' is missing", "'protocol': 'fd:x', 'length': 5");
        refused("kdump-lzo is not available now", "'protocol': 'fd:x', 'format': 'kdump-lzo'");
        refused(
                "dump: no guest memory to dump",
                "'protocol': 'file:" + directory.resolve("x") + "', 'begin': 1125899906842624, 'length': 4096");
    }

    private void refused(String text, String arguments) {
        assertEquals(
                text,
                assertThrows(
                                QmpException.class,
                                () -> rig.qmp("dump-guest-memory", "{'paging': false, " + arguments + "}"))
                        .getMessage());
    }
}
