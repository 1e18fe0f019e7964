package baton.command.block;

import baton.block.BlockBackend;
import baton.block.BlockStats;
import baton.block.BlockStats.Kind;
import baton.block.Disks;
import baton.machine.HeldDisks;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info blockstats}: what was done on each disk. */
public final class InfoBlockstats implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("blockstats", "", "", "show block device statistics");

    private final HeldDisks disks;

    /** Of those of {@code disks}. */
    public InfoBlockstats(HeldDisks disks) {
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
        for (BlockBackend backend : held.backends()) {
            text.append(backend.name()).append(':');
            counters(text, backend.stats());
        }
        out.print(text.toString());
    }

    private static void counters(StringBuilder text, BlockStats stats) {
        text.append(" rd_bytes=").append(stats.bytes(Kind.READ));
        text.append(" wr_bytes=").append(stats.bytes(Kind.WRITE));
        text.append(" rd_operations=").append(stats.operations(Kind.READ));
        text.append(" wr_operations=").append(stats.operations(Kind.WRITE));
        text.append(" flush_operations=").append(stats.operations(Kind.FLUSH));
        text.append(" wr_total_time_ns=").append(stats.nanos(Kind.WRITE));
        text.append(" rd_total_time_ns=").append(stats.nanos(Kind.READ));
        text.append(" flush_total_time_ns=").append(stats.nanos(Kind.FLUSH));
        text.append(" rd_merged=0 wr_merged=0 idle_time_ns=")
                .append(BlockFacts.idleNanos(stats))
                .append('\n');
    }
}
