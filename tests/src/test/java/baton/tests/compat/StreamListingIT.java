package baton.tests.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.monitor.json.JsonReader;
import baton.monitor.json.JsonSyntaxException;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code baton stream} as a process: what Baton saves is described to the last byte. */
class StreamListingIT {
    private static final String BATON =
            Path.of(System.getProperty("baton.home")).resolve("bin/baton").toString();

    @TempDir
    private Path directory;

    private int status;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @KvmRequired
    void savedGuest_isDescribedToTheLastByte(int cpus) throws IOException, QmpError, JsonSyntaxException {
        Path state = directory.resolve("vm.state");
        try (TestVm vm = TestVm.start(directory, "-m", "64M", "-smp", "" + cpus)) {
            vm.guest().awaitUp(cpus);
            vm.qmp().execute("migrate-set-parameters", "mode", "cpr-reboot");
            vm.qmp().execute("migrate", "uri", "file:" + state);
            vm.qmp().awaitStatus("postmigrate");
        }

        Map<?, ?> listing = (Map<?, ?>) JsonReader.parse(stream("--json", state.toString()));

        assertEquals(0, status);
        assertNull(listing.get("damage"));
        assertEquals(Files.size(state), listing.get("bytes"));
        assertEquals(pages(listing, 0), 16384, "every page of RAM once");
        int devices = 0;
        for (Object section : (List<?>) listing.get("sections")) {
            Map<?, ?> members = (Map<?, ?>) section;
            if (members.get("item").equals("full")) {
                assertEquals(members.get("bytes"), sum(members), String.valueOf(members.get("name")));
                devices++;
            }
        }
        assertTrue(devices >= 13, listing.toString());
    }

    @Test
    void cutFile_saysWhereAndWhy() throws IOException {
        Path golden = Path.of("../migration-engine/src/test/resources/golden/qemu-10.2.2/mv1-plain.mig");
        byte[] bytes = Files.readAllBytes(golden);
        Path cut = directory.resolve("cut");
        Files.write(cut, Arrays.copyOf(bytes, 100_000));

        String text = stream("--brief", cut.toString());

        assertEquals(1, status);
        assertTrue(text.endsWith("damaged at byte 100000 (0x186a0): section 'ram': the file ends here\n"), text);
    }

    @Test
    void missingFile_isSaid() throws IOException {
        assertEquals("baton stream: cannot read '/no/such/file': NoSuchFileException\n", stream("/no/such/file"));
        assertEquals(2, status);
    }

    private static long pages(Map<?, ?> listing, int block) {
        long pages = 0;
        Map<?, ?> first = (Map<?, ?>) ((List<?>) listing.get("blocks")).get(block);
        for (Object count : ((Map<?, ?>) first.get("pages")).values()) {
            pages += (Long) count;
        }
        return pages;
    }

    private static long sum(Map<?, ?> section) {
        long sum = 0;
        for (Object field : (List<?>) section.get("fields")) {
            sum += (Long) ((Map<?, ?>) field).get("bytes");
        }
        return sum;
    }

    private String stream(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(BATON, "stream"));
        Collections.addAll(command, arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            status = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return text;
    }
}
