package baton.migration.stream;

import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;

/** Says how each RAM block travels; the same answer for the life of a stream. */
public interface RamPlan {
    /** Every block's pages are in the stream. */
    RamPlan COPY_ALL = new RamPlan() {
        @Override
        public RamPolicy ram(RamBlock block) {
            return RamPolicy.COPY;
        }
    };

    /** How {@code block} travels. */
    RamPolicy ram(RamBlock block);
}
