package baton.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.command.machine.GuestFacts;
import baton.monitor.ErrorClass;
import baton.monitor.QmpException;
import baton.nat.libc.Fd;
import baton.nat.libc.Memory;
import baton.nat.libc.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QmpCommandsTest {
    @TempDir
    Path dir;

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
    void status_saysWhetherTheGuestRuns() throws QmpException {
        assertEquals("{\"status\": \"prelaunch\", \"running\": false}", rig.qmp("query-status", ""));

        rig.qmp("cont", "");

        assertEquals("{\"status\": \"running\", \"running\": true}", rig.qmp("query-status", ""));
    }

    @Test
    void eventsOfStopAndCont_precedeTheReply() throws QmpException {
        rig.qmp("cont", "");
        rig.qmp("stop", "");

        assertEquals(List.of("RESUME", "reply", "STOP", "reply"), rig.happened);
    }

    @Test
    void quit_tellsWhyThenRepliesThenEnds() throws QmpException {
        rig.qmp("quit", "");

        assertEquals(
                List.of("SHUTDOWN {\"guest\": false, \"reason\": \"host-qmp-quit\"}", "reply", "quit"),
                sorted("SHUTDOWN"));
    }

    /** Map.of has no order; the members are put in one. */
    private List<String> sorted(String event) {
        rig.happened.replaceAll(text -> text.startsWith(event) && text.indexOf("reason") < text.indexOf("guest")
                ? event + " {\"guest\": false, \"reason\": \"host-qmp-quit\"}"
                : text);
        return rig.happened;
    }

    /** What the session makes of it: {@code QmpSessionTest.fault_isAnsweredAndReachesTheMainLoop}. */
    @Test
    void bugInADevice_isAFaultOfMigrateAndTheGuestRunsOn() throws QmpException {
        Path file = dir.resolve("vm.state");
        rig.qmp("cont", "");
        rig.board.bug(true);

        assertThrows(IllegalStateException.class, () -> rig.qmp("migrate", "{'uri': 'file:" + file + "'}"));
        assertThrows(IllegalStateException.class, () -> rig.hmp("migrate -d file:" + file));

        assertEquals("{}", rig.qmp("query-migrate", ""));
        assertEquals("{\"status\": \"running\", \"running\": true}", rig.qmp("query-status", ""));
        assertFalse(Files.exists(file));
        rig.board.bug(false);
        rig.qmp("migrate", "{'uri': 'file:" + file + "'}");
        rig.services.loop().runUntil(() -> !rig.services.migration().status().running());
        assertTrue(Files.exists(file));
    }

    @Test
    void wakeup_whenNotAsleep_isRefused() {
        refused("system_wakeup", "", "wake-up from suspend is not supported by this guest");
    }

    @Test
    void pciFunctions_areListed() throws QmpException {
        assertEquals(
                "[{\"bus\": 0, \"devices\": [{\"irq_pin\": 0, \"bus\": 0, \"qdev_id\": \"\", \"slot\": 0,"
                        + " \"class_info\": {\"class\": 1536, \"desc\": \"Host bridge\"}, \"id\": {\"device\": 10688,"
                        + " \"vendor\": 32902, \"subsystem\": 4352, \"subsystem-vendor\": 6900}, \"function\": 0,"
                        + " \"regions\": []}]}]",
                rig.qmp("query-pci", ""));
    }

    @Test
    void machineWithoutPowerManagement_cannotWake() throws QmpException {
        assertEquals("{\"wakeup-suspend-support\": false}", rig.qmp("query-current-machine", ""));
    }

    @Test
    void facts_areShown() throws Exception {
        assertEquals("{\"name\": \"vm0\"}", rig.qmp("query-name", ""));
        assertEquals("{\"UUID\": \"00000000-0000-0000-0000-000000000000\"}", rig.qmp("query-uuid", ""));
        assertEquals("{\"enabled\": true, \"present\": true}", rig.qmp("query-kvm", ""));
        assertEquals("{\"arch\": \"x86_64\"}", rig.qmp("query-target", ""));
        byte[] uuid = new byte[16];
        uuid[0] = 0x11;
        uuid[15] = (byte) 0xab;
        try (CommandRig other = new CommandRig(new GuestFacts(null, uuid, false, 1, 1), true)) {
            assertEquals("{}", other.qmp("query-name", ""));
            assertEquals("{\"UUID\": \"11000000-0000-0000-0000-0000000000ab\"}", other.qmp("query-uuid", ""));
            assertEquals("{\"enabled\": false, \"present\": true}", other.qmp("query-kvm", ""));
            assertEquals("{\"status\": \"inmigrate\", \"running\": false}", other.qmp("query-status", ""));
        }
    }

    @Test
    void objects_comeAndGo() throws QmpException {
        rig.qmp("object-add", "{'qom-type': 'memory-backend-memfd', 'id': 'hp', 'size': 1048576}");

        assertEquals(
                "[{\"share\": false, \"reserve\": true, \"prealloc\": false, \"host-nodes\": [], \"size\": 65536,"
                        + " \"merge\": true, \"dump\": true, \"policy\": \"default\", \"id\": \"microvm.ram\"},"
                        + " {\"share\": true, \"reserve\": true, \"prealloc\": false, \"host-nodes\": [],"
                        + " \"size\": 1048576, \"merge\": true, \"dump\": true, \"policy\": \"default\","
                        + " \"id\": \"hp\"}]",
                rig.qmp("query-memdev", ""));
        refused(
                "object-add",
                "{'qom-type': 'memory-backend-ram', 'id': 'hp', 'size': 4096}",
                "attempt to add duplicate property 'hp' to object (type 'container')");
        rig.qmp("object-del", "{'id': 'hp'}");
        refused("object-del", "{'id': 'hp'}", "object 'hp' not found");
        refused("object-del", "{'id': 'microvm.ram'}", "object 'microvm.ram' is in use, can not be deleted");
    }

    @Test
    void badObjects_areRefusedInQemusWords() throws Exception {
        String ram = "{'qom-type': 'memory-backend-ram', 'id': 'r', ";
        refused("object-add", "{'id': 'r', 'size': 4096}", "Parameter 'qom-type' is missing");
        refused("object-add", "{'qom-type': 'foo', 'id': 'r'}", "Parameter 'qom-type' does not accept value 'foo'");
        refused("object-add", "{'qom-type': 'memory-backend-ram', 'size': 4096}", "Parameter 'id' is missing");
        refused("object-add", "{'qom-type': 'memory-backend-ram', 'id': 'r'}", "Parameter 'size' is missing");
        refused("object-add", ram + "'size': '1M'}", "Parameter 'size' expects uint64");
        refused("object-add", ram + "'size': 4096, 'sized': 1}", "Parameter 'sized' is unexpected");
        refused("object-add", ram + "'size': 0}", "property 'size' of memory-backend-ram doesn't take value '0'");
        refused(
                "object-add",
                ram + "'size': 4096, 'prealloc': true, 'reserve': false}",
                "'prealloc=on' and 'reserve=off' are incompatible");
        refused("object-add", ram + "'size': 4096, 'policy': 'bind'}", "host-nodes must be set for policy bind");
        refused(
                "object-add",
                "{'qom-type': 'memory-backend-ram', 'id': '1x', 'size': 4096}",
                "Parameter 'id' expects an identifier");
        refused(
                "object-add",
                "{'qom-type': 'memory-backend-file', 'id': 'f', 'size': 4096}",
                "Parameter 'mem-path' is missing");
        refused(
                "object-add",
                "{'qom-type': 'memory-backend-file', 'id': 'f', 'size': 4096, 'mem-path': '/nonexistent/f'}",
                "can't open backing store /nonexistent/f for guest RAM: No such file or directory");
        refused(
                "object-add",
                "{'qom-type': 'memory-backend-shm', 'id': 's', 'size': 4096, 'share': false}",
                "can't create shm backend with `share=off`");
        refused("object-add", "{'qom-type': 'secret', 'id': 's'}", "Either 'file' or 'data' must be provided");
        assertEquals(List.of("microvm.ram"), rig.objects.ids());
    }

    @Test
    void secret_isKeptAndIsNoMemory() throws QmpException {
        rig.qmp("object-add", "{'qom-type': 'secret', 'id': 'key', 'data': 'x'}");

        assertEquals(List.of("microvm.ram", "key"), rig.objects.ids());
        assertEquals(1, rig.objects.memory().size());
        rig.qmp("object-del", "{'id': 'key'}");
    }

    @Test
    void descriptors_areNamedAndPutIntoSets() throws Exception {
        refused("getfd", "{'fdname': 'a'}", "No file descriptor supplied via SCM_RIGHTS");
        send();
        rig.qmp("getfd", "{'fdname': 'a'}");
        rig.qmp("closefd", "{'fdname': 'a'}");
        refused("closefd", "{'fdname': 'a'}", "File descriptor named 'a' not found");
        int fd = send();

        assertEquals(
                "{\"fd\": " + fd + ", \"fdset-id\": 2}", rig.qmp("add-fd", "{'fdset-id': 2, 'opaque': 'rdwr:/x'}"));
        assertEquals(
                "[{\"fds\": [{\"fd\": " + fd + ", \"opaque\": \"rdwr:/x\"}], \"fdset-id\": 2}]",
                rig.qmp("query-fdsets", ""));
        refused("remove-fd", "{'fdset-id': 2, 'fd': 99999}", "File descriptor named 'fdset-id:2, fd:99999' not found");
        refused(
                "remove-fd",
                "{'fdset-id': 2, 'fd': " + (fd + (1L << 32)) + "}",
                "File descriptor named 'fdset-id:2, fd:" + (fd + (1L << 32)) + "' not found");
        rig.qmp("remove-fd", "{'fdset-id': 2}");
        assertEquals("[]", rig.qmp("query-fdsets", ""));
    }

    private int send() throws IOException {
        Pipe pipe = Pipe.create();
        pipe.writer().close();
        Fd fd = pipe.reader();
        rig.received.received(List.of(fd));
        return fd.number();
    }

    @Test
    void pmemsave_writesMemoryAndZeroesWhereThereIsNone() throws Exception {
        Memory.putLong(rig.ram.address() + CommandRig.RAM_BYTES - 8, 0x1122334455667788L);
        Path file = dir.resolve("mem");

        rig.qmp("pmemsave", "{'val': " + (CommandRig.RAM_BYTES - 8) + ", 'size': 12, 'filename': '" + file + "'}");

        byte[] saved = Files.readAllBytes(file);
        assertEquals(12, saved.length);
        assertEquals((byte) 0x88, saved[0]);
        assertEquals((byte) 0x11, saved[7]);
        assertEquals(0, saved[11]);
    }

    @Test
    void memorySaves_thatCannotBe_areRefused() {
        refused(
                "pmemsave",
                "{'val': 0, 'size': 1, 'filename': '/nonexistent/x'}",
                "Could not open '/nonexistent/x': No such file or directory");
        refused(
                "pmemsave",
                "{'val': 1, 'size': 4294967296, 'filename': '" + dir.resolve("none") + "'}",
                "Invalid addr 0x0000000000000001/size 4294967296 specified");
        refused(
                "pmemsave",
                "{'val': -1, 'size': 1, 'filename': '" + dir.resolve("none") + "'}",
                "Invalid addr 0xffffffffffffffff/size 1 specified");
        refused("pmemsave", "{'val': 0, 'size': 1, 'filename': '/dev/full'}", "writing memory to '/dev/full' failed");
        refused(
                "memsave",
                "{'val': 0, 'size': 1, 'filename': '/dev/null'}",
                "Parameter 'cpu-index' expects a CPU number");
    }

    @Test
    void ringbuf_givesBackWhatWasWritten() throws QmpException {
        rig.qmp("ringbuf-write", "{'device': 'rb0', 'data': 'abc'}");
        rig.qmp("ringbuf-write", "{'device': 'rb0', 'data': 'ZGVm', 'format': 'base64'}");

        assertEquals("\"abcd\"", rig.qmp("ringbuf-read", "{'device': 'rb0', 'size': 4}"));
        assertEquals("\"ZWY=\"", rig.qmp("ringbuf-read", "{'device': 'rb0', 'size': 4, 'format': 'base64'}"));
        refused("chardev-send-break", "{'id': 'no'}", "Chardev 'no' not found");
        rig.qmp("chardev-send-break", "{'id': 'rb0'}");
        refused("chardev-remove", "{'id': 'no'}", "Chardev 'no' not found");
        refused("ringbuf-write", "{'device': 'no', 'data': 'a'}", "Device 'no' not found");
        refused("ringbuf-write", "{'device': 'rb0', 'data': '%', 'format': 'base64'}", "Base64 data '%' is not valid");
    }

    @Test
    void machineWithoutProcessors_saysSo() throws QmpException {
        assertEquals("[]", rig.qmp("query-cpus-fast", ""));
        refused("inject-nmi", "", "machine does not provide NMIs");
    }

    @Test
    void qomTypes_areFiltered() throws QmpException {
        assertEquals(
                "[{\"name\": \"kvm-accel\", \"parent\": \"accel\"}]",
                rig.qmp("qom-list-types", "{'implements': 'accel', 'abstract': false}"));
        String all = rig.qmp("qom-list-types", "");
        assertTrue(all.contains("\"isa-serial\"") && !all.contains("\"abstract\": true"), all);
        assertTrue(rig.qmp("qom-list-types", "{'abstract': true}").contains("\"abstract\": true"));
    }

    @Test
    void properties_areThoseOfTheDeclaration() throws QmpException {
        String memory = rig.qmp("qom-list-properties", "{'typename': 'memory-backend-file'}");
        assertTrue(memory.contains("{\"name\": \"mem-path\", \"type\": \"str\"}"), memory);
        assertEquals(
                "[{\"name\": \"type\", \"type\": \"string\"}]",
                rig.qmp("qom-list-properties", "{'typename': 'container'}"));
        String serial = rig.qmp("device-list-properties", "{'typename': 'isa-serial'}");
        assertTrue(serial.contains("{\"name\": \"irq\", \"type\": \"uint32\", \"default-value\": 4294967295}"), serial);
        refused(
                "device-list-properties",
                "{'typename': 'memory-backend-ram'}",
                "Parameter 'typename' expects a non-abstract device type");
        QmpException refusal =
                assertThrows(QmpException.class, () -> rig.qmp("device-list-properties", "{'typename': 'e1000'}"));
        assertEquals("Device 'e1000' not found", refusal.getMessage());
        assertEquals(ErrorClass.DEVICE_NOT_FOUND, refusal.errorClass());
        refused("qom-list-properties", "{'typename': 'foo'}", "Class 'foo' not found");
    }

    @Test
    void memorySize_isMainMemorys() throws QmpException {
        assertEquals("{\"base-memory\": 65536, \"plugged-memory\": 0}", rig.qmp("query-memory-size-summary", ""));
        assertEquals("base memory: 65536\nplugged memory: 0\n", rig.hmp("info memory_size_summary"));
    }

    @Test
    void commandLineOption_unknown_isRefused() throws QmpException {
        assertEquals(
                "[{\"parameters\": [{\"name\": \"maxmem\", \"type\": \"size\"}, {\"name\": \"slots\","
                        + " \"type\": \"number\"}, {\"name\": \"size\", \"type\": \"size\"}],"
                        + " \"option\": \"memory\"}]",
                rig.qmp("query-command-line-options", "{'option': 'memory'}"));
        refused("query-command-line-options", "{'option': 'nope'}", "invalid option name: nope");
    }

    @Test
    void migration_isRefusedInQemusWords() throws QmpException {
        assertEquals("{}", rig.qmp("query-migrate", ""));
        refused("migrate", "", "need either 'uri' or 'channels' argument");
        refused("migrate", "{'uri': 'foo:bar'}", "unknown migration protocol: foo:bar");
        refused("migrate-incoming", "{'uri': 'tcp:0:0'}", "'-incoming' was not specified on the command line");
        refused("migrate-continue", "{'state': 'pre-switchover'}", "Migration not in expected state: none");
        refused(
                "migrate-pause",
                "",
                "migrate-pause is currently only supported during postcopy-active or postcopy-recover state");
        refused("migrate-recover", "{'uri': 'tcp:0:1'}", "Migrate recover can only be run when postcopy is paused.");
        refused(
                "migrate-start-postcopy",
                "",
                "Enable postcopy with migrate_set_capability before the start of migration");
        assertEquals("{}", rig.qmp("migrate_cancel", ""));
    }

    @Test
    void capabilitiesAndParameters_areSetAndShown() throws QmpException {
        rig.qmp("migrate-set-capabilities", "{'capabilities': [{'capability': 'events', 'state': true}]}");
        rig.qmp("migrate-set-parameters", "{'downtime-limit': 1, 'tls-creds': null}");

        assertTrue(rig.qmp("query-migrate-capabilities", "").contains("{\"state\": true, \"capability\": \"events\"}"));
        String parameters = rig.qmp("query-migrate-parameters", "");
        assertTrue(parameters.contains("\"downtime-limit\": 1,"), parameters);
        refused(
                "migrate-set-capabilities",
                "{'capabilities': [{'capability': 'foo', 'state': true}]}",
                "Parameter 'capability' does not accept value 'foo'");
        refused("migrate-set-parameters", "{'no-such': 1}", "Parameter 'no-such' is unexpected");
    }

    @Test
    void humanMonitorCommand_givesItsText() throws QmpException {
        assertEquals(
                "\"VM status: paused (prelaunch)\\r\\n\"",
                rig.qmp("human-monitor-command", "{'command-line': 'info status'}"));
    }

    private void refused(String command, String arguments, String text) {
        QmpException refusal = assertThrows(QmpException.class, () -> rig.qmp(command, arguments));
        assertEquals(text, refusal.getMessage());
    }
}
