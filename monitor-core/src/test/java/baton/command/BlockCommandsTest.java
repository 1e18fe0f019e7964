package baton.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import baton.block.BlockErrors;
import baton.block.Disks;
import baton.chardev.ChardevException;
import baton.machine.memory.MemoryException;
import baton.monitor.QmpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands about disks, of both monitors, without a device. */
class BlockCommandsTest {
    @TempDir
    private Path dir;

    private final CommandRig rig = new CommandRig();

    BlockCommandsTest() throws IOException, MemoryException, ChardevException {
        rig.machine.disks().maker(() -> {
            Disks made = new Disks(true, BlockErrors.NOBODY);
            rig.machine.disks().set(made);
            return made;
        });
    }

    private String refusal(String command, String arguments) {
        return assertThrows(QmpException.class, () -> rig.qmp(command, arguments))
                .getMessage();
    }

    @Test
    void withoutADisk_listsAreEmpty() throws QmpException {
        assertEquals("[]", rig.qmp("query-block", "{}"));
        assertEquals("[]", rig.qmp("query-blockstats", "{}"));
        assertEquals("[]", rig.qmp("query-named-block-nodes", "{}"));
        assertEquals("", rig.hmp("info block"));
        assertEquals("", rig.hmp("info blockstats"));
        assertEquals("Cannot find device='d' nor node-name=''", refusal("block_resize", "{'device':'d','size':1}"));
    }

    @Test
    void node_isAddedShownAndRemoved() throws QmpException, IOException {
        Path image = Files.write(dir.resolve("d.img"), new byte[3 << 19]);
        String node = "{'driver':'file','node-name':'n','filename':'" + image + "'}";

        assertEquals("{}", rig.qmp("blockdev-add", node));

        String nodes = rig.qmp("query-named-block-nodes", "{}");
        assertTrue(
                nodes.contains("\"virtual-size\": 1572864, \"filename\": \"" + image + "\", \"format\": \"file\""),
                nodes);
        String text = rig.hmp("info block -n -v");
        assertTrue(text.startsWith("n: " + image + " (file)\n    Cache mode:       writeback\n"), text);
        assertTrue(text.contains("virtual size: 1.5 MiB (1572864 bytes)\n"), text);
        assertEquals("Duplicate nodes with node-name='n'", refusal("blockdev-add", node));
        assertEquals("{}", rig.qmp("blockdev-del", "{'node-name':'n'}"));
        assertEquals("Failed to find node with node-name='n'", refusal("blockdev-del", "{'node-name':'n'}"));
    }

    @Test
    void formatsThatAreNotHere_areRefusedByName() {
        assertEquals(
                "Parameter 'driver' does not accept value 'qcow2'",
                refusal("blockdev-add", "{'driver':'qcow2','node-name':'n','file':'x'}"));
    }
}
