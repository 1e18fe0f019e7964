package baton.migration.run;

import baton.base.Closer;
import baton.base.EventSink;
import baton.migration.channel.Channel;
import baton.migration.channel.Channels;
import baton.migration.multifd.Drill;
import baton.migration.params.Capability;
import baton.migration.params.MigMode;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationParameters;
import baton.migration.params.ParameterRefused;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationFailed;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import baton.migration.spi.Understudy;
import baton.migration.stream.IncomingStream;
import baton.migration.vmstate.VmStateException;
import baton.nat.libc.Fd;
import java.io.IOException;
import java.util.Map;

/**
 * What is rehearsed: rounds in which the understudy is handed over to itself, through memory and a socket in turn, and unless
 * it is to stay in place, every third time with its RAM, while writes to that are logged, as a live migration has it. On the understudy's thread.
 */
final class Performance {
    /** What a socket surely holds unread; a longer stream goes through memory. */
    private static final int SOCKET_HOLDS = 64 * 1024;

    private static final int RAM_EVERY = 3;

    private final Understudy understudy;
    private final Environment env;
    private final Fd memory;
    private final boolean inPlace;
    private final MigrationCapabilities plain = MigrationCapabilities.defaults();
    private final MigrationCapabilities mapped;
    private long length;

    /** On {@code env}'s machine, which is the understudy's; {@code memory} is a memfd to write to, the caller's. */
    Performance(Understudy understudy, Environment env, Fd memory, boolean inPlace) throws IOException {
        this.understudy = understudy;
        this.env = env;
        this.memory = memory;
        this.inPlace = inPlace;
        try {
            this.mapped = plain.with(Map.of(Capability.MAPPED_RAM, true));
        } catch (ParameterRefused e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Round {@code i}, from 0. */
    void round(int i) throws IOException, VmStateException, MigrationFailed {
        boolean odd = i % 2 == 1;
        if (!inPlace && i % RAM_EVERY == RAM_EVERY - 1) {
            throughMemory(new Rehearsed(true), odd ? mapped : plain);
            for (RamBlock block : env.vm().ramBlocks()) {
                Drill.once(block, env);
            }
        } else if (odd && length < SOCKET_HOLDS) {
            length = throughSocket();
        } else {
            length = throughMemory(new Rehearsed(false), plain);
        }
        understudy.agree();
    }

    private long throughSocket() throws IOException, VmStateException, MigrationFailed {
        MigrationStrategy strategy = new Rehearsed(false);
        try (Closer closer = new Closer()) {
            Channel[] pair = Channels.pair();
            closer.add(pair[0]);
            closer.add(pair[1]);
            long sent = save(pair[0], strategy, plain);
            load(pair[1], strategy, plain);
            return sent;
        }
    }

    private long throughMemory(MigrationStrategy strategy, MigrationCapabilities capabilities)
            throws IOException, VmStateException, MigrationFailed {
        try (Closer closer = new Closer()) {
            long sent = save(closer.add(env.channels().over(memory)), strategy, capabilities);
            load(closer.add(env.channels().over(memory)), strategy, capabilities);
            return sent;
        }
    }

    private long save(Channel channel, MigrationStrategy strategy, MigrationCapabilities capabilities)
            throws IOException, VmStateException, MigrationFailed {
        MigratableVm vm = env.vm();
        vm.activate();
        Timing timing = new Timing(System.nanoTime());
        timing.stopping(System.nanoTime());
        vm.freeze();
        timing.part("save", System.nanoTime());
        Progress progress = new Progress(0, new Brake(0), new Rates(System.nanoTime(), 1));
        StatusCell status = new StatusCell(env.settings(), EventSink.NONE);
        status.become(MigrationStatus.SETUP);
        MigrationRequest request = new MigrationRequest(null, null, MigrationParameters.defaults(), capabilities);
        StreamSender sender = new StreamSender(env, channel, strategy, request, status);
        try {
            sender.send(progress, timing, new Still());
        } finally {
            sender.close();
        }
        vm.handedOver();
        return progress.sent();
    }

    private void load(Channel channel, MigrationStrategy strategy, MigrationCapabilities capabilities)
            throws VmStateException {
        IncomingStream.load(
                env.vm(),
                channel,
                StreamSettings.options(capabilities, MigrationParameters.defaults()),
                StreamSettings.plan(strategy, capabilities),
                env.reporter(),
                env);
        env.vm().commit();
    }

    /** A hand-over that leaves RAM where it is, or copies it as if the guest ran meanwhile. */
    private static final class Rehearsed implements MigrationStrategy {
        private final boolean copies;

        Rehearsed(boolean copies) {
            this.copies = copies;
        }

        @Override
        public MigMode mode() {
            return MigMode.NORMAL;
        }

        @Override
        public void check(MigratableVm vm, MigrationRequest request) {}

        @Override
        public boolean stopsVmFirst() {
            return !copies;
        }

        @Override
        public RamPolicy ram(RamBlock block, MigrationCapabilities capabilities) {
            return copies ? RamPolicy.COPY : RamPolicy.BY_FD;
        }

        @Override
        public void completed(MigratableVm vm) {}

        @Override
        public void failed(MigratableVm vm) {}
    }

    /** A guest that has been stopped. */
    private static final class Still implements StreamSender.Guest {
        @Override
        public boolean rehearsed() {
            return true;
        }

        @Override
        public void stop() {}

        @Override
        public void awaitContinue() {}

        @Override
        public boolean pass() {
            return true;
        }

        @Override
        public void back() {}
    }
}
