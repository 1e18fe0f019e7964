package baton.command.block;

import baton.block.BlockBackend;
import baton.block.BlockException;
import baton.block.Disks;
import baton.machine.HeldDisks;
import baton.monitor.QmpException;

/** Makes a disk longer or shorter, for both monitors. */
final class Resizing {
    private static final long SECTOR = 512;

    private Resizing() {}

    static void resize(HeldDisks held, String device, String node, long bytes) throws QmpException {
        Disks disks = held.all();
        BlockBackend backend = disks == null ? null : node.isEmpty() ? disks.find(device) : disks.onNode(node);
        if (backend == null) {
            throw QmpException.generic("Cannot find device='" + device + "' nor node-name='" + node + "'");
        }
        if (bytes < 0) {
            throw QmpException.generic("Parameter 'size' expects a >0 size");
        }
        if (backend.readOnly()) {
            throw QmpException.generic("Image is read-only");
        }
        try {
            backend.resize((bytes + SECTOR - 1) / SECTOR * SECTOR);
        } catch (BlockException e) {
            throw QmpException.generic(e.getMessage());
        }
    }
}
