package baton.migration.run;

import baton.migration.channel.Beside;
import baton.migration.params.Capability;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationParameters;
import baton.migration.params.Parameter;
import baton.migration.ram.RamFormat;
import baton.migration.ram.ZeroPages;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import baton.migration.stream.RamPlan;
import baton.migration.stream.StreamOptions;

/** What mode and capabilities mean for a stream; the same on both sides. */
final class StreamSettings {
    private StreamSettings() {}

    static StreamOptions options(MigrationCapabilities capabilities, MigrationParameters parameters) {
        return new StreamOptions(
                capabilities.has(Capability.X_IGNORE_SHARED),
                capabilities.has(Capability.VALIDATE_UUID),
                true,
                ram(capabilities, parameters));
    }

    /** Which channels there are beside the main one. */
    static Beside beside(MigrationCapabilities capabilities, MigrationParameters parameters) {
        boolean direct = capabilities.has(Capability.MAPPED_RAM) && parameters.flag(Parameter.DIRECT_IO);
        if (capabilities.has(Capability.MULTIFD)) {
            return new Beside((int) parameters.number(Parameter.MULTIFD_CHANNELS), direct);
        }
        // The stream itself is not aligned: pages that bypass the page cache need a channel of their own.
        return direct ? new Beside(1, true) : Beside.NONE;
    }

    private static RamFormat ram(MigrationCapabilities capabilities, MigrationParameters parameters) {
        boolean zlib = parameters.text(Parameter.MULTIFD_COMPRESSION).equals("zlib");
        return new RamFormat(
                capabilities.has(Capability.MAPPED_RAM),
                capabilities.has(Capability.MULTIFD),
                ZeroPages.named(parameters.text(Parameter.ZERO_PAGE_DETECTION)),
                zlib ? (int) parameters.number(Parameter.MULTIFD_ZLIB_LEVEL) : -1,
                capabilities.has(Capability.XBZRLE) ? parameters.number(Parameter.XBZRLE_CACHE_SIZE) : 0);
    }

    static RamPlan plan(MigrationStrategy strategy, MigrationCapabilities capabilities) {
        return new RamPlan() {
            @Override
            public RamPolicy ram(RamBlock block) {
                return strategy.ram(block, capabilities);
            }
        };
    }

    /** Bytes of RAM that go through the stream at least once. */
    static long copiedBytes(MigratableVm vm, MigrationStrategy strategy, MigrationCapabilities capabilities) {
        long bytes = 0;
        for (RamBlock block : vm.ramBlocks()) {
            if (strategy.ram(block, capabilities) == RamPolicy.COPY) {
                bytes += block.length();
            }
        }
        return bytes;
    }
}
