package baton.tests.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.tests.harness.Await;
import baton.tests.harness.KvmRequired;
import baton.tests.harness.Program;
import baton.tests.harness.QmpClient;
import baton.tests.harness.QmpError;
import baton.tests.harness.TestVm;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration as {@code -metrics} and a flight recording tell it, held to {@code query-migrate}. */
@KvmRequired
class SeenFromOutsideIT {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void migration_isToldByMetricsAndRecorded() throws Exception {
        Path recorded = directory.resolve("recording.jfr");
        Path socket = directory.resolve("qmp");
        Process process = start(recorded, socket);
        try (QmpClient qmp = connect(process, socket)) {
            qmp.execute("object-add", "qom-type", "memory-backend-memfd", "id", "slow", "size", 512 * MIB);
            qmp.execute("qom-set", "path", "/objects/slow", "property", "prealloc", "value", true);
            qmp.refused("no-such-command");
            qmp.refused("query-pci", "wrong", 1L);
            scrapedOnTheWay(qmp);
            Map<?, ?> info = completed(qmp);
            scrapedAtTheEnd(info);
            qmp.execute("quit");
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
            holdsWhatHappened(recorded, info);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Path recorded, Path socket) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Program.underTest().path().toString()));
        command.addAll(TestVm.MACHINE);
        command.addAll(List.of("-kernel", TestVm.guest(directory).toString(), "-m", "128M"));
        command.addAll(List.of("-qmp", "unix:" + socket + ",server=on,wait=off"));
        command.addAll(List.of("-metrics", "unix:" + directory.resolve("metrics")));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile());
        builder.environment().put("BATON_JVM_OPTIONS", "-XX:StartFlightRecording:filename=" + recorded);
        return builder.start();
    }

    private QmpClient connect(Process process, Path socket) throws IOException, QmpError {
        Await.until("socket", () -> said(), () -> {
            assertTrue(process.isAlive(), () -> said());
            return Files.exists(socket);
        });
        return QmpClient.connect(socket);
    }

    private String said() {
        try {
            return Files.readString(directory.resolve("said"));
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void scrapedOnTheWay(QmpClient qmp) throws IOException, QmpError {
        assertEquals(0, scrape().get("baton_migrations_total{status=\"completed\"}"));
        qmp.execute("migrate-set-parameters", "max-bandwidth", MIB / 4);
        qmp.execute("migrate", "uri", "exec:cat >" + directory.resolve("image"));
        Await.until("some of it sent", this::said, () -> sent(qmp) > 0);
        Map<String, Double> now = scrape();
        assertEquals(1, now.get("baton_migration_status{status=\"active\"}"));
        assertEquals(ram(qmp, "total"), now.get("baton_migration_ram_bytes{part=\"total\"}"));
        double sent = now.get("baton_migration_ram_bytes{part=\"transferred\"}");
        assertTrue(sent > 0 && sent <= ram(qmp, "transferred"), now.toString());
        assertEquals(1, now.get("baton_run_state{baton_run_state=\"running\"}"));
        assertEquals(0, now.get("baton_run_state{baton_run_state=\"postmigrate\"}"));
        assertTrue(now.get("baton_vcpu_exits_total{vcpu=\"0\",reason=\"io\"}") > 0, now.toString());
        qmp.execute("migrate-set-parameters", "max-bandwidth", 4096 * MIB);
    }

    private static Map<?, ?> completed(QmpClient qmp) throws IOException, QmpError {
        Await.until("end of migration", () -> "", () -> List.of("completed", "failed")
                .contains(status(qmp)));
        Map<?, ?> info = qmp.query("query-migrate");
        assertEquals("completed", info.get("status"), info.toString());
        return info;
    }

    private void scrapedAtTheEnd(Map<?, ?> info) throws IOException {
        Map<String, Double> end = scrape();
        assertEquals(1, end.get("baton_migrations_total{status=\"completed\"}"));
        assertEquals(0, end.get("baton_migrations_total{status=\"failed\"}"));
        assertEquals((Long) info.get("downtime") / 1e3, end.get("baton_migration_pause_seconds_total"), 1e-9);
        Map<?, ?> ram = (Map<?, ?>) info.get("ram");
        for (String part : List.of("transferred", "remaining", "total")) {
            assertEquals((double) (Long) ram.get(part), end.get("baton_migration_ram_bytes{part=\"" + part + "\"}"));
        }
        assertEquals(1, end.get("baton_run_state{baton_run_state=\"postmigrate\"}"));
        assertEquals(1, end.get("baton_qmp_command_seconds_count{command=\"migrate\"}"));
        assertTrue(end.get("baton_qmp_command_seconds_sum{command=\"qom-set\"}") >= 0.01, end.toString());
        assertTrue(end.get("baton_vcpu_seconds_total{vcpu=\"0\"}") > 0, end.toString());
        assertTrue(end.get("baton_jvm_memory_bytes{area=\"used\"}") > MIB, end.toString());
    }

    private static void holdsWhatHappened(Path recorded, Map<?, ?> info) throws IOException {
        List<RecordedEvent> migrations = new ArrayList<>();
        List<String> slow = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recorded)) {
            switch (event.getEventType().getName()) {
                case "baton.Migration" -> migrations.add(event);
                case "baton.SlowCommand" -> slow.add(event.getString("command"));
                default -> {}
            }
        }
        assertEquals(1, migrations.size());
        RecordedEvent one = migrations.get(0);
        assertEquals("completed", one.getString("status"));
        assertEquals(info.get("total-time"), one.getDuration("total").toMillis());
        assertEquals(info.get("downtime"), one.getDuration("pause").toMillis());
        assertEquals(((Map<?, ?>) info.get("ram")).get("transferred"), one.getLong("bytes"));
        assertTrue(slow.contains("qom-set"), slow.toString());
    }

    private static String status(QmpClient qmp) throws IOException {
        try {
            return String.valueOf(qmp.query("query-migrate").get("status"));
        } catch (QmpError e) {
            throw new IOException(e);
        }
    }

    private static double sent(QmpClient qmp) throws IOException {
        try {
            return ram(qmp, "transferred");
        } catch (QmpError e) {
            throw new IOException(e);
        }
    }

    private static double ram(QmpClient qmp, String part) throws IOException, QmpError {
        return qmp.query("query-migrate").get("ram") instanceof Map<?, ?> ram ? (Long) ram.get(part) : 0;
    }

    /** All samples by name and labels; every one belongs to the family above it, and the end is marked. */
    private Map<String, Double> scrape() throws IOException {
        Map<String, Double> samples = new TreeMap<>();
        String family = "?";
        String text = body();
        assertTrue(text.endsWith("# EOF\n"), text);
        for (String line : text.split("\n")) {
            if (line.startsWith("# TYPE ")) {
                family = line.split(" ")[2];
            } else if (!line.startsWith("#")) {
                assertTrue(line.startsWith(family), line);
                int blank = line.lastIndexOf(' ');
                samples.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
            }
        }
        return samples;
    }

    private String body() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(directory.resolve("metrics")));
            channel.write(ByteBuffer.wrap("GET /metrics HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            String all = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            return all.substring(all.indexOf("\r\n\r\n") + 4);
        }
    }
}
