package baton.block;

import baton.base.MainLoopThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Every disk of the machine: nodes, and the backends devices have. Locks are taken and given up for all together. */
@MainLoopThread
public final class Disks {
    private final Nodes nodes = new Nodes();
    private final List<BlockBackend> backends = new ArrayList<>();
    private final BlockErrors errors;
    private boolean active;

    /**
     * None yet.
     *
     * @param active whether images are locked as they are attached; false while another process may have the guest
     */
    public Disks(boolean active, BlockErrors errors) {
        this.active = active;
        this.errors = errors;
    }

    /** Every node. */
    public Nodes nodes() {
        return nodes;
    }

    /** Every backend, in the order they were made. */
    public List<BlockBackend> backends() {
        return Collections.unmodifiableList(backends);
    }

    /**
     * A drive: a backend on a node of its own.
     *
     * @param onRead what is done when reading fails
     * @param onWrite the same for writing
     */
    public BlockBackend addDrive(String id, BlockNode node, boolean writeBack, ErrorPolicy onRead, ErrorPolicy onWrite)
            throws BlockException {
        BlockBackend backend = new BlockBackend(id, node, writeBack, onRead, onWrite, errors);
        backends.add(backend);
        if (active) {
            backend.activate();
        }
        return backend;
    }

    /** The backend for a device that names a drive or a node; null when there is neither. */
    public BlockBackend forDevice(String name) throws BlockException {
        BlockBackend drive = find(name);
        if (drive != null) {
            return drive;
        }
        BlockNode node = nodes.find(name);
        if (node == null) {
            return null;
        }
        BlockBackend backend = new BlockBackend("", node, true, ErrorPolicy.REPORT, ErrorPolicy.ENOSPC, errors);
        backends.add(backend);
        return backend;
    }

    /** The drive of that id, or null. */
    public BlockBackend find(String id) {
        for (BlockBackend backend : backends) {
            if (backend.name().equals(id) && !id.isEmpty()) {
                return backend;
            }
        }
        return null;
    }

    /** The backend on the node of that name or on one over it, or null. */
    public BlockBackend onNode(String name) {
        for (BlockBackend backend : backends) {
            for (BlockNode node = backend.node(); node != null; node = node.child()) {
                if (node.spec().name().equals(name)) {
                    return backend;
                }
            }
        }
        return null;
    }

    /** A device takes a backend: see {@link BlockBackend#attach}; locks the image for it. */
    public void attach(BlockBackend backend, String path, boolean shareWrite, Runnable resized) throws BlockException {
        backend.attach(path, shareWrite, resized);
        if (active) {
            backend.relock();
        }
    }

    /** A device is gone; a backend that had no name goes with it. */
    public void detach(BlockBackend backend) throws IOException {
        backend.inactivate();
        backend.detach();
        if (backend.name().isEmpty()) {
            backends.remove(backend);
        }
    }

    /** The guest runs here, or may: locks every image. When one cannot be had none is. */
    public void take() throws BlockException {
        if (active) {
            return;
        }
        try {
            for (BlockBackend backend : backends) {
                backend.activate();
            }
            active = true;
        } catch (BlockException e) {
            for (BlockBackend backend : backends) {
                backend.unlock();
            }
            throw e;
        }
    }

    /** The guest leaves: everything is with the storage, and another process may lock the images. It stands still. */
    public void release() throws IOException {
        active = false;
        IOException first = null;
        for (BlockBackend backend : backends) {
            try {
                backend.inactivate();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Whether the images are locked for this process. */
    public boolean active() {
        return active;
    }

    /** Closes a node that {@code blockdev-add} made and nothing uses. */
    public void removeNode(String name) throws BlockException, IOException {
        BlockNode node = nodes.find(name);
        if (node == null) {
            throw new BlockException("Failed to find node with node-name='" + name + "'");
        }
        if (onNode(name) != null) {
            throw new BlockException("Node " + name + " is in use");
        }
        for (BlockNode other : nodes.all()) {
            if (other.child() == node) {
                throw new BlockException("Node '" + name + "' is busy: node is used as 'file' of '"
                        + other.spec().name() + "'");
            }
        }
        nodes.remove(node);
    }
}
