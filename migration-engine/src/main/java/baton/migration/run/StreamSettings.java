package baton.migration.run;

import baton.migration.params.Capability;
import baton.migration.params.MigrationCapabilities;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import baton.migration.stream.RamPlan;
import baton.migration.stream.StreamOptions;

/** What mode and capabilities mean for a stream; the same on both sides. */
final class StreamSettings {
    private StreamSettings() {}

    static StreamOptions options(MigrationCapabilities capabilities) {
        return new StreamOptions(
                capabilities.has(Capability.X_IGNORE_SHARED), capabilities.has(Capability.VALIDATE_UUID), true);
    }

    static RamPlan plan(MigrationStrategy strategy, MigrationCapabilities capabilities) {
        return new RamPlan() {
            @Override
            public RamPolicy ram(RamBlock block) {
                return strategy.ram(block, capabilities);
            }
        };
    }
}
