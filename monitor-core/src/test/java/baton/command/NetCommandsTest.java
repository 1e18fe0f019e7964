package baton.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import baton.chardev.ChardevException;
import baton.machine.memory.MemoryException;
import baton.monitor.ErrorClass;
import baton.monitor.QmpException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Network commands of both monitors, without a card. */
class NetCommandsTest {
    @TempDir
    private Path dir;

    private final CommandRig rig = new CommandRig();

    NetCommandsTest() throws IOException, MemoryException, ChardevException {}

    @Test
    void netdev_isAddedShownAndRemoved() throws QmpException {
        String path = dir.resolve("s").toString();
        String added = "{'type':'stream','id':'s0','server':true,'addr':{'type':'unix','path':'" + path + "'}}";
        assertEquals("{}", rig.qmp("netdev_add", added));
        assertEquals("s0: index=0,type=stream,listening\n", rig.hmp("info network"));
        assertEquals(
                "Duplicate ID 's0'",
                assertThrows(QmpException.class, () -> rig.qmp("netdev_add", added))
                        .getMessage());
        assertEquals("{}", rig.qmp("set_link", "{'name':'s0','up':false}"));
        assertEquals("{}", rig.qmp("netdev_del", "{'id':'s0'}"));
        assertEquals("", rig.hmp("info network"));
    }

    @Test
    void hmp_takesDottedKeys() throws QmpException {
        String path = dir.resolve("t").toString();
        rig.hmp("netdev_add stream,id=s1,server=on,addr.type=unix,addr.path=" + path);
        assertEquals("s1: index=0,type=stream,listening\n", rig.hmp("info network"));
        assertEquals("Error: Device 'x' not found\n", rig.hmp("set_link x on"));
        rig.hmp("announce_self");
        rig.hmp("netdev_del s1");
        assertEquals("Error: Device 's1' not found\n", rig.hmp("netdev_del s1"));
    }

    @Test
    void unknown_hasItsClass() {
        QmpException e = assertThrows(QmpException.class, () -> rig.qmp("netdev_del", "{'id':'zz'}"));
        assertEquals(ErrorClass.DEVICE_NOT_FOUND, e.errorClass());
        e = assertThrows(QmpException.class, () -> rig.qmp("query-rx-filter", "{'name':'x'}"));
        assertEquals("invalid net client name: x", e.getMessage());
    }

    @Test
    void withoutCards_thereIsNothingToFilterOrAnnounce() throws QmpException {
        assertEquals("[]", rig.qmp("query-rx-filter", "{}"));
        assertEquals("{}", rig.qmp("announce-self", "{'initial':50,'max':550,'rounds':5,'step':50}"));
    }
}
