package baton.block;

import baton.base.MainLoopThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Every node there is, by name; makes them from what {@code -blockdev} and {@code blockdev-add} say. */
@MainLoopThread
public final class Nodes {
    private final List<BlockNode> nodes = new ArrayList<>();
    private int unnamed;

    /** Every node, oldest first. */
    public List<BlockNode> all() {
        return Collections.unmodifiableList(nodes);
    }

    /** The node of that name, or null. */
    public BlockNode find(String name) {
        for (BlockNode node : nodes) {
            if (node.spec().name().equals(name)) {
                return node;
            }
        }
        return null;
    }

    /** Makes a node and those below it; {@code options} are QAPI's BlockdevOptions, values of JSON or words. */
    public BlockNode add(Map<String, Object> options) throws BlockException {
        NodeOptions o = new NodeOptions(options);
        String driver = driver(o);
        if (o.string("node-name") == null) {
            throw new BlockException("'node-name' must be specified for the root node");
        }
        return add(driver, o, false);
    }

    /** A raw node over an image, as {@code -drive} makes it; names are made up. */
    public BlockNode addFile(String path, boolean readOnly, NodeSpec.Cache cache, boolean unmap, boolean locking)
            throws BlockException {
        String driver = FileNode.isRegular(path) ? "file" : "host_device";
        NodeSpec file =
                new NodeSpec(driver, name(null), path, readOnly, cache, unmap, locking, NodeSpec.Part.ALL, null);
        BlockNode child = FileNode.open(file);
        BlockNode raw = new RawNode(
                new NodeSpec("raw", name(null), null, readOnly, cache, unmap, false, NodeSpec.Part.ALL, file), child);
        keep(child);
        return keep(raw);
    }

    private static String driver(NodeOptions o) throws BlockException {
        String driver = o.require("driver");
        return switch (driver) {
            case "raw", "file", "host_device", "null-co", "null-aio" -> driver;
            case "qcow2",
                    "qcow",
                    "qed",
                    "vmdk",
                    "vdi",
                    "vpc",
                    "vhdx",
                    "luks",
                    "nbd",
                    "nfs",
                    "iscsi",
                    "rbd",
                    "ssh" -> throw new BlockException("driver '" + driver
                    + "': not supported by Baton: convert the image to raw (qemu-img convert -O raw)");
            case "copy-on-read",
                    "throttle",
                    "blkdebug",
                    "quorum",
                    "blkverify",
                    "backup-top",
                    "compress" -> throw new BlockException(
                    "driver '" + driver + "': not supported by Baton: leave that node out");
            default -> throw new BlockException("Parameter 'driver' does not accept value '" + driver + "'");
        };
    }

    /** A node below another is as that one is where nothing else is said. */
    private BlockNode add(String driver, NodeOptions o, boolean readOnlyAbove) throws BlockException {
        String name = name(o.string("node-name"));
        boolean readOnly = o.bool("read-only", readOnlyAbove);
        o.bool("auto-read-only", false);
        boolean unmap = o.word("discard", "ignore", "ignore", "unmap").equals("unmap");
        o.word("detect-zeroes", "off", "off");
        return switch (driver) {
            case "raw" -> raw(name, readOnly, unmap, o);
            case "file", "host_device" -> file(new String[] {driver, name}, readOnly, unmap, o);
            default -> nothing(driver, name, readOnly, o);
        };
    }

    private BlockNode raw(String name, boolean readOnly, boolean unmap, NodeOptions o) throws BlockException {
        NodeSpec.Cache cache = cache(o);
        NodeSpec.Part part = new NodeSpec.Part(o.number("offset", 0), o.number("size", -1));
        NodeOptions inner = o.child("file");
        BlockNode child = inner == null ? named(o.require("file")) : add(driver(inner), inner, readOnly);
        o.finish();
        NodeSpec spec = new NodeSpec(
                "raw", name, null, readOnly || child.spec().readOnly(), cache, unmap, false, part, child.spec());
        return keep(new RawNode(spec, child));
    }

    private BlockNode file(String[] names, boolean readOnly, boolean unmap, NodeOptions o) throws BlockException {
        String filename = o.require("filename");
        boolean locking = !o.word("locking", "auto", "auto", "on", "off").equals("off");
        o.word("aio", "threads", "threads", "native", "io_uring");
        NodeSpec.Cache cache = cache(o);
        o.finish();
        return keep(FileNode.open(
                new NodeSpec(names[0], names[1], filename, readOnly, cache, unmap, locking, NodeSpec.Part.ALL, null)));
    }

    private BlockNode nothing(String driver, String name, boolean readOnly, NodeOptions o) throws BlockException {
        NodeSpec.Cache cache = cache(o);
        NodeSpec.Part part = new NodeSpec.Part(0, o.number("size", -1));
        o.number("latency-ns", 0);
        o.bool("read-zeroes", true);
        o.finish();
        return keep(new NullNode(new NodeSpec(driver, name, null, readOnly, cache, false, false, part, null)));
    }

    private static NodeSpec.Cache cache(NodeOptions o) throws BlockException {
        NodeOptions cache = o.child("cache");
        if (cache == null) {
            return NodeSpec.Cache.DEFAULT;
        }
        NodeSpec.Cache wanted = new NodeSpec.Cache(cache.bool("direct", false), cache.bool("no-flush", false));
        cache.finish();
        return wanted;
    }

    private BlockNode named(String name) throws BlockException {
        BlockNode node = find(name);
        if (node == null) {
            throw new BlockException("Cannot find device='" + name + "' nor node-name='" + name + "'");
        }
        return node;
    }

    private String name(String wanted) throws BlockException {
        if (wanted == null) {
            String number = Integer.toString(unnamed++);
            return "#block" + "000".substring(Math.min(3, number.length())) + number;
        }
        if (find(wanted) != null) {
            throw new BlockException("Duplicate nodes with node-name='" + wanted + "'");
        }
        if (!identifier(wanted)) {
            throw new BlockException("Invalid node-name: '" + wanted + "'");
        }
        return wanted;
    }

    private static boolean identifier(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!letter(c) && (i == 0 || !(c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_'))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() < 32;
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private BlockNode keep(BlockNode node) {
        nodes.add(node);
        return node;
    }

    /** Closes a node that nothing uses, and those only it uses. */
    void remove(BlockNode node) throws IOException {
        nodes.remove(node);
        if (node.child() != null && node.child().spec().name().startsWith("#")) {
            nodes.remove(node.child());
        }
        node.close();
    }
}
