package baton.migration.stream;

import baton.migration.spi.DirtyLog;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import java.io.IOException;
import java.util.List;

/** Writes the bodies of the ram sections: the block list, then what is left of RAM, as often as wanted. One thread. */
final class RamWriter {
    private final StreamWriter out;
    private final List<RamBlock> blocks;
    private final RamPlan plan;
    private final boolean listAddresses;
    private final PageSink sink;
    private final Pacer pacer;

    RamWriter(
            StreamWriter out, List<RamBlock> blocks, RamPlan plan, boolean listAddresses, PageSink sink, Pacer pacer) {
        this.out = out;
        this.blocks = blocks;
        this.plan = plan;
        this.listAddresses = listAddresses;
        this.sink = sink;
        this.pacer = pacer;
    }

    /** Every block with its length, travelling or not. */
    void list() throws IOException {
        long total = 0;
        for (RamBlock block : blocks) {
            total += block.length();
        }
        out.u64(total | Wire.RAM_MEM_SIZE);
        for (RamBlock block : blocks) {
            out.string(block.name());
            out.u64(block.length());
            if (listAddresses) {
                out.u64(block.guestAddress());
            }
            if (plan.ram(block) == RamPolicy.COPY) {
                sink.listed(block);
            }
        }
        sink.endOfList();
    }

    /** What is left of {@code ram}, or as much as the pacer has time for. */
    void some(DirtyRam ram, DirtyLog log) throws IOException {
        ram.send(sink, log, pacer);
    }

    /** No page comes any more. */
    void end() throws IOException {
        sink.endOfRam();
    }

    /** Ends a section's body. */
    void endOfSection() throws IOException {
        out.u64(Wire.RAM_EOS);
    }
}
