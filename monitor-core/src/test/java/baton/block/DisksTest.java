package baton.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisksTest {
    @TempDir
    Path folder;

    private Path image;

    @BeforeEach
    void makeImage() throws IOException {
        image = folder.resolve("d.img");
        Files.write(image, new byte[1 << 20]);
    }

    private static Map<String, Object> options(String... pairs) {
        Map<String, Object> options = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            options.put(pairs[i], pairs[i + 1]);
        }
        return options;
    }

    private Disks attached(boolean readOnly, boolean shareWrite) throws BlockException {
        Disks disks = new Disks(true, BlockErrors.NOBODY);
        BlockNode node = disks.nodes().addFile(image.toString(), readOnly, NodeSpec.Cache.DEFAULT, false, true);
        BlockBackend backend = disks.addDrive("d", node, true, ErrorPolicy.REPORT, ErrorPolicy.ENOSPC);
        disks.attach(backend, "/machine/peripheral/x", shareWrite, () -> {});
        return disks;
    }

    private static String refusal(BlockCall call) {
        return assertThrows(BlockException.class, call::run).getMessage();
    }

    private interface BlockCall {
        void run() throws BlockException, IOException;
    }

    @Test
    void secondWriter_isRefusedAsQemuDoes() throws Exception {
        attached(false, false);

        String expected = "Failed to get \"write\" lock\nIs another process using the image [" + image + "]?";
        assertEquals(expected, refusal(() -> attached(false, false)));
    }

    @Test
    void writerBesideOneThatShares_isRefusedForWhatItDoesNotShare() throws Exception {
        attached(false, true);

        assertTrue(refusal(() -> attached(false, false)).startsWith("Failed to get shared \"write\" lock\n"));
        attached(false, true);
    }

    @Test
    void readers_goTogether() throws Exception {
        attached(true, false);
        attached(true, false);
    }

    @Test
    void release_letsTheNextHaveIt_andTakeFailsWhileItDoes() throws Exception {
        Disks first = attached(false, false);
        first.release();
        Disks second = attached(false, false);
        assertFalse(first.active());

        assertTrue(refusal(first::take).startsWith("Failed to get \"write\" lock"));
        second.release();
        first.take();
        assertTrue(first.active());
    }

    @Test
    void incoming_locksNothingUntilItTakes() throws Exception {
        attached(false, false);
        Disks incoming = new Disks(false, BlockErrors.NOBODY);
        BlockNode node = incoming.nodes().addFile(image.toString(), false, NodeSpec.Cache.DEFAULT, false, true);
        BlockBackend backend = incoming.addDrive("d", node, true, ErrorPolicy.REPORT, ErrorPolicy.ENOSPC);
        incoming.attach(backend, "/machine/peripheral/x", false, () -> {});

        assertTrue(refusal(incoming::take).startsWith("Failed to get \"write\" lock"));
    }

    @Test
    void options_areRefusedInQemusWords() {
        Nodes nodes = new Nodes();
        assertEquals("Parameter 'driver' is missing", refusal(() -> nodes.add(options("node-name", "n"))));
        assertEquals(
                "Parameter 'driver' does not accept value 'foo'",
                refusal(() -> nodes.add(options("driver", "foo", "node-name", "n"))));
        assertEquals(
                "'node-name' must be specified for the root node",
                refusal(() -> nodes.add(options("driver", "file", "filename", image.toString()))));
        assertEquals("Invalid node-name: '1n'", refusal(() -> nodes.add(options("driver", "file", "node-name", "1n"))));
        assertEquals(
                "Cannot find device='x' nor node-name='x'",
                refusal(() -> nodes.add(options("driver", "raw", "node-name", "n", "file", "x"))));
        assertEquals(
                "Could not open '/nope': No such file or directory",
                refusal(() -> nodes.add(options("driver", "file", "node-name", "n", "filename", "/nope"))));
        assertEquals(
                "Parameter 'foo' is unexpected",
                refusal(() -> nodes.add(
                        options("driver", "file", "node-name", "n", "filename", image.toString(), "foo", "1"))));
        assertEquals(
                "Parameter 'read-only' expects 'on' or 'off'",
                refusal(() -> nodes.add(options("driver", "null-co", "node-name", "n", "read-only", "maybe"))));
    }

    @Test
    void rawOverAPart_showsThatPart() throws Exception {
        Nodes nodes = new Nodes();
        nodes.add(options("driver", "file", "node-name", "f", "filename", image.toString()));
        BlockNode part =
                nodes.add(options("driver", "raw", "node-name", "r", "file", "f", "offset", "65536", "size", "4096"));

        assertEquals(4096, part.length());
        assertEquals("Cannot resize fixed-size raw disks", refusal(() -> part.resize(8192)));
    }

    @Test
    void nodeInUse_isNotRemoved() throws Exception {
        Disks disks = new Disks(true, BlockErrors.NOBODY);
        disks.nodes().add(options("driver", "null-co", "node-name", "n"));
        BlockBackend backend = disks.forDevice("n");

        assertEquals("Node n is in use", refusal(() -> disks.removeNode("n")));
        disks.detach(backend);
        disks.removeNode("n");
        assertNull(disks.nodes().find("n"));
    }
}
