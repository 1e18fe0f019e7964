package baton.migration.run;

import baton.migration.channel.Channels;
import baton.migration.params.MigMode;
import baton.migration.params.MigrationCapabilities;
import baton.migration.spi.Downtime;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationFailed;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.Modes;
import baton.migration.spi.Predecessor;
import baton.migration.spi.RamBlock;
import baton.migration.spi.RamPolicy;
import baton.migration.testing.FakeFds;
import baton.migration.testing.FakeHost;
import baton.migration.testing.FakeVm;
import baton.migration.testing.Monitor;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A process under test: service, machine, main loop, monitor. */
final class Engine implements AutoCloseable {
    final Monitor monitor = new Monitor();
    final FakeHost host = new FakeHost();
    final FakeFds fds = new FakeFds();
    final Mode mode = new Mode();
    final FakeVm vm;
    final MigrationService service;

    Engine(String runState) throws IOException, MigrationRefused {
        vm = new FakeVm(runState, monitor);
        Modes modes = m -> mode;
        service = new MigrationService(vm, modes, new Channels(fds, monitor), host, monitor, monitor);
        service.setCapabilities(Map.of("events", true));
    }

    static Engine incoming() throws IOException, MigrationRefused {
        return incoming(Predecessor.SILENT);
    }

    static Engine incoming(Predecessor from) throws IOException, MigrationRefused {
        Engine engine = new Engine("inmigrate");
        engine.vm.cleared();
        engine.service.expectIncoming(MigMode.NORMAL, from);
        return engine;
    }

    void migrate(String uri) throws MigrationRefused {
        service.start(uri, null, false);
    }

    void receive(String uri, boolean exitOnError) throws MigrationRefused {
        service.startIncoming(uri, null, exitOnError);
    }

    String queried(String member) {
        return String.valueOf(service.query().get(member));
    }

    /** Has the guest run while its RAM is sent. */
    Engine live() {
        mode.live = true;
        return this;
    }

    void capabilities(String... names) throws MigrationRefused {
        for (String name : names) {
            service.setCapability(name, true);
        }
    }

    void runUntil(String status) {
        host.runUntil(() -> queried("status").equals(status));
    }

    @Override
    public void close() throws IOException {
        service.close();
        vm.close();
    }

    /** What the other side agrees to. */
    interface Agreement {
        String on(MigrationStrategy.NoReturn point) throws MigrationFailed;
    }

    /** NormalMode whose steps can be told to fail or to wait. */
    static final class Mode implements MigrationStrategy {
        private final NormalMode normal = new NormalMode();
        Preparation waiting;
        boolean waits;
        boolean failsAtEnd;
        boolean live;
        Agreement agreement = point -> null;
        Runnable onCancel = () -> {};
        int undone;

        @Override
        public MigMode mode() {
            return normal.mode();
        }

        @Override
        public void check(MigratableVm vm, MigrationRequest request) throws MigrationRefused {
            normal.check(vm, request);
        }

        @Override
        public boolean stopsVmFirst() {
            return !live;
        }

        @Override
        public boolean answered(MigrationCapabilities capabilities) {
            return live && normal.answered(capabilities);
        }

        @Override
        public RamPolicy ram(RamBlock block, MigrationCapabilities capabilities) {
            return normal.ram(block, capabilities);
        }

        @Override
        public List<String> blockers(MigratableVm vm) {
            return List.of();
        }

        @Override
        public void prepare(MigratableVm vm, MigrationRequest request, Preparation preparation) {
            if (waits) {
                waiting = preparation;
            } else {
                preparation.ready();
            }
        }

        @Override
        public String handOver(NoReturn point, Downtime pause) throws MigrationFailed {
            return agreement.on(point);
        }

        @Override
        public void cancel() {
            onCancel.run();
        }

        @Override
        public void completed(MigratableVm vm) throws MigrationFailed {
            if (failsAtEnd) {
                throw new MigrationFailed("execvp x failed: No such file or directory");
            }
        }

        @Override
        public void failed(MigratableVm vm) {
            undone++;
        }
    }
}
