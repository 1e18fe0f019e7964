package baton.command.block;

import baton.block.BlockBackend;
import baton.block.BlockNode;
import baton.block.Disks;
import baton.block.NodeSpec;
import baton.machine.HeldDisks;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** {@code info block}: the disks that devices have, or with -n every node. */
public final class InfoBlock implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "block",
            "nodes:-n,verbose:-v,device:B?",
            "[-n] [-v] [device]",
            "show info of one block device or all block devices (-n: show named nodes; -v: show details)");

    private final HeldDisks disks;

    /** Of those of {@code disks}. */
    public InfoBlock(HeldDisks disks) {
        this.disks = disks;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        Disks held = disks.all();
        if (held == null) {
            return;
        }
        StringBuilder text = new StringBuilder();
        String only = args.has("device") ? args.str("device") : null;
        if (args.flag("nodes")) {
            List<BlockNode> nodes = held.nodes().all();
            for (int i = nodes.size() - 1; i >= 0; i--) { // the youngest first
                node(text, nodes.get(i), only, args.flag("verbose"));
            }
        } else {
            for (BlockBackend backend : held.backends()) {
                disk(text, backend, only, args.flag("verbose"));
            }
        }
        out.print(text.toString());
    }

    private static void disk(StringBuilder text, BlockBackend backend, String only, boolean verbose) {
        if (only != null && !only.equals(backend.name())) {
            return;
        }
        String name = backend.name().isEmpty() ? backend.node().spec().name() : backend.name();
        separate(text).append(name);
        if (!backend.name().isEmpty()) {
            text.append(" (").append(backend.node().spec().name()).append(')');
        }
        image(text, backend.node());
        if (backend.deviceName() != null) {
            text.append("    Attached to:      ").append(backend.deviceName()).append('\n');
        }
        if (!backend.ioStatus().equals("ok")) {
            text.append("    I/O status:       ").append(backend.ioStatus()).append('\n');
        }
        cache(text, backend.node().spec(), backend.writeBack());
        details(text, backend.node(), verbose);
    }

    private static void node(StringBuilder text, BlockNode node, String only, boolean verbose) {
        if (only == null || only.equals(node.spec().name())) {
            separate(text).append(node.spec().name());
            image(text, node);
            cache(text, node.spec(), true);
            details(text, node, verbose);
        }
    }

    private static StringBuilder separate(StringBuilder text) {
        return text.length() == 0 ? text : text.append('\n');
    }

    private static void image(StringBuilder text, BlockNode node) {
        text.append(": ")
                .append(BlockFacts.file(node))
                .append(" (")
                .append(node.spec().driver());
        text.append(node.spec().readOnly() ? ", read-only)\n" : ")\n");
    }

    private static void cache(StringBuilder text, NodeSpec spec, boolean writeBack) {
        text.append("    Cache mode:       ").append(writeBack ? "writeback" : "writethrough");
        text.append(spec.cache().direct() ? ", direct" : "");
        text.append(spec.cache().noFlush() ? ", ignore flushes" : "").append('\n');
    }

    private static void details(StringBuilder text, BlockNode node, boolean verbose) {
        if (verbose) {
            text.append("\nImages:\nimage: ").append(BlockFacts.file(node));
            text.append("\nfile format: ").append(node.spec().driver());
            text.append("\nvirtual size: ").append(size(node.length()));
            text.append(" (").append(node.length()).append(" bytes)\ndisk size: ");
            text.append(size(Math.max(0, BlockFacts.allocated(node)))).append('\n');
        }
    }

    /** Three digits and a unit, as QEMU writes sizes. */
    private static String size(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
        int unit = bytes == 0 ? 0 : (Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes)) / 10;
        BigDecimal value = BigDecimal.valueOf(bytes)
                .divide(BigDecimal.valueOf(1L << 10 * unit))
                .round(new MathContext(3));
        return value.stripTrailingZeros().toPlainString() + " " + units[unit];
    }
}
