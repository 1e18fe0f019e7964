package baton.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.machine.memory.MemoryBackendConfig;
import baton.monitor.ErrorClass;
import baton.monitor.QmpException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The object model; texts are those of QEMU 10.0 for the same lines. */
class QomCommandsTest {
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
    void root_hasTheFourBranches() throws QmpException {
        assertEquals(
                "[{\"name\": \"type\", \"type\": \"string\"},"
                        + " {\"name\": \"machine\", \"type\": \"child<none-machine>\"},"
                        + " {\"name\": \"objects\", \"type\": \"child<container>\"},"
                        + " {\"name\": \"chardevs\", \"type\": \"child<container>\"},"
                        + " {\"name\": \"backend\", \"type\": \"child<container>\"}]",
                rig.qmp("qom-list", "{'path': '/'}").replace(rig.board.machineName() + "-machine", "none-machine"));
    }

    @Test
    void everyPropertyOfTheTree_canBeRead() throws Exception {
        rig.objects.add(MemoryBackendConfig.plain("ram1", 4096));
        assertTrue(walk("") > 40, "few properties");
    }

    private int walk(String path) throws QmpException {
        int read = 0;
        for (Object entry : (List<?>) rig.result("qom-list", "{'path': '" + path + "/'}")) {
            Map<?, ?> property = (Map<?, ?>) entry;
            String child = path + "/" + property.get("name");
            rig.result("qom-get", "{'path': '" + path + "/', 'property': '" + property.get("name") + "'}");
            read += 1 + (((String) property.get("type")).startsWith("child<") ? walk(child) : 0);
        }
        return read;
    }

    @Test
    void memoryBackend_isAsItWasMade() throws Exception {
        rig.qmp("object-add", "{'qom-type': 'memory-backend-memfd', 'id': 'hp', 'size': 1048576, 'seal': false}");

        assertEquals("1048576", get("/objects/hp", "size"));
        assertEquals("false", get("/objects/hp", "seal"));
        assertEquals("true", get("hp", "share"));
        assertEquals("\"/objects/hp\"", get("/objects", "hp"));
        refused("qom-set", set("/objects/hp", "size", "1"), "cannot change property size of memory-backend-memfd ");
        refused("qom-set", set("/objects/hp", "share", "true"), "cannot change property value");
        rig.qmp("object-del", "{'id': 'hp'}");
        refused("qom-list", "{'path': '/objects/hp'}", "Device '/objects/hp' not found");
    }

    @Test
    void hostsTreatmentOfMemory_mayChangeAtAnyTime() throws Exception {
        rig.qmp("object-add", "{'qom-type': 'memory-backend-memfd', 'id': 'hp', 'size': 1048576}");
        for (String name : List.of("merge", "dump")) {
            rig.qmp("qom-set", set("/objects/hp", name, "false"));
            assertEquals("false", get("/objects/hp", name));
        }
        assertEquals("false", get("/objects/hp", "prealloc"));
        rig.qmp("qom-set", set("/objects/hp", "prealloc", "true"));
        rig.qmp("qom-set", set("/objects/hp", "prealloc", "false"));

        assertEquals("true", get("/objects/hp", "prealloc"));
        refused("qom-set", set("/objects/hp", "merge", "1"), "Invalid parameter type for 'merge', expected: boolean");
    }

    @Test
    void severalObjects_areShownWithTheirValues() throws Exception {
        rig.qmp("object-add", "{'qom-type': 'memory-backend-ram', 'id': 'm', 'size': 65536}");
        String text = rig.qmp("qom-list-get", "{'paths': ['/objects/m', '/chardevs']}");

        assertTrue(text.contains("{\"name\": \"size\", \"value\": 65536, \"type\": \"int\"}"), text);
        assertTrue(text.contains("{\"name\": \"rb0\", \"value\": \"/chardevs/rb0\", "), text);
        refused("qom-list-get", "{'paths': ['/objects', '/nothing']}", "Device '/nothing' not found");
    }

    @Test
    void device_isWhereTheDeviceTreeHasIt() throws QmpException {
        assertEquals("\"isa-pit\"", get("/machine/unattached/device[2]", "type"));
        assertEquals("64", get("/machine/unattached/device[2]", "iobase"));
        assertEquals("\"/machine/unattached/device[0]/isa.0\"", get("/machine/unattached/device[2]", "parent_bus"));
        assertEquals("\"/machine/unattached/device[2]\"", get("/machine/unattached/device[0]/isa.0", "child[0]"));
        refused(
                "qom-set",
                set("/machine/unattached/device[2]", "iobase", "1"),
                "Attempt to set property 'iobase' on anonymous device (type 'isa-pit') after it was realized");
    }

    @Test
    void links_areFollowed() throws QmpException {
        assertEquals("\"isa-pit\"", get("/machine/unattached/device[0]/isa.0/child[0]", "type"));
        assertEquals("\"ISA\"", get("/machine/unattached/device[2]/parent_bus", "type"));
    }

    @Test
    void endOfAPath_isEnoughWhenOnlyOneObjectHasIt() throws QmpException {
        assertEquals("\"chardev-ringbuf\"", get("rb0", "type"));
        assertEquals("\"chardev-ringbuf\"", get("chardevs/rb0", "type"));
        refused("qom-list", "{'path': ''}", "Path '' is ambiguous");
        QmpException gone = refused("qom-list", "{'path': 'nix'}", "Device 'nix' not found");
        assertEquals(ErrorClass.DEVICE_NOT_FOUND, gone.errorClass());
    }

    @Test
    void addressSpace_isUnsigned() throws QmpException {
        assertEquals("18446744073709551615", get("/machine/unattached/system[0]", "size"));
    }

    @Test
    void whatNobodyHasOrMayChange_isRefusedByName() throws QmpException {
        refused("qom-get", "{'path': '/chardevs/rb0', 'property': 'x'}", "Property 'chardev-ringbuf.x' not found");
        refused("qom-set", set("/chardevs/rb0", "x", "1"), "Property 'chardev-ringbuf.x' not found");
        refused("qom-set", set("/chardevs/rb0", "type", "1"), "Property 'chardev-ringbuf.type' is not writable");
        refused("qom-set", set("/chardevs", "rb0", "1"), "Property 'container.rb0' is not writable");
    }

    private static String set(String path, String property, String value) {
        return "{'path': '" + path + "', 'property': '" + property + "', 'value': " + value + "}";
    }

    private String get(String path, String property) throws QmpException {
        return rig.qmp("qom-get", "{'path': '" + path + "', 'property': '" + property + "'}");
    }

    private QmpException refused(String command, String arguments, String text) {
        QmpException e = assertThrows(QmpException.class, () -> rig.qmp(command, arguments));
        assertEquals(text, e.getMessage());
        return e;
    }
}
