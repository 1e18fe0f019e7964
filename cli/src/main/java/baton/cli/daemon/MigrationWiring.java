package baton.cli.daemon;

import baton.base.Reporter;
import baton.cli.options.GlobalProperty;
import baton.cli.options.IncomingOptions;
import baton.cli.options.MigrationOptions;
import baton.cli.options.OptionException;
import baton.cpr.Inheritance;
import baton.mainloop.Handler;
import baton.mainloop.MainLoop;
import baton.mainloop.Watch;
import baton.migration.channel.MigrationChannel;
import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationHost;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.Predecessor;
import baton.nat.libc.Epoll;

/** The migration service of this process, set up as {@code -incoming} and {@code -global migration.*} say. */
final class MigrationWiring {
    private final MigrationOptions options;
    private final MigrationService service;
    private final Inheritance inheritance;
    private final MigrationHost host;
    private final MainLoop loop;
    private final Reporter reporter;

    MigrationWiring(
            MigrationOptions options,
            Inheritance inheritance,
            MigrationService service,
            MigrationHost host,
            MainLoop loop,
            Reporter reporter)
            throws OptionException {
        this.options = options;
        this.loop = loop;
        this.reporter = reporter;
        this.host = host;
        this.inheritance = inheritance;
        this.service = service;
        applyGlobals();
        if (!options.incoming().isEmpty()) {
            service.expectIncoming(inheritance.mode(), inheritance.predecessor());
        }
    }

    MigrationService service() {
        return service;
    }

    private void applyGlobals() throws OptionException {
        for (GlobalProperty global : options.globals()) {
            if ("migration".equals(global.driver())) {
                try {
                    service.global(global.property(), global.value());
                } catch (MigrationRefused e) {
                    throw new OptionException("can't apply global migration." + global.property() + "=" + global.value()
                            + ": " + e.getMessage());
                }
            }
        }
    }

    /** Starts {@code -incoming ADDRESS}; a deferred one waits for {@code migrate-incoming}. */
    void startIncoming() throws OptionException {
        IncomingOptions main = options.incoming(MigrationChannel.Kind.MAIN);
        boolean deferred = main == null || main.address() == null;
        if (!options.incoming().isEmpty() && (deferred || main.address().live())) {
            service.rehearse();
        }
        if (deferred) {
            watchPredecessor();
            return;
        }
        try {
            service.startIncoming(main.address());
        } catch (MigrationRefused e) {
            throw new OptionException(main.where() + ": " + e.getMessage());
        }
    }

    /** Until somebody says where the guest comes from: without the process that has it there is nothing to wait for. */
    private void watchPredecessor() {
        Predecessor predecessor = inheritance.predecessor();
        if (predecessor.news() != null) {
            Watch[] watch = {null};
            watch[0] = loop.watch(predecessor.news(), Epoll.IN, new Handler() {
                @Override
                public void ready(int events) {
                    watch[0].cancel();
                    if (service.awaitsIncoming()) {
                        reporter.error("no guest will come: " + predecessor.givesUp());
                        host.exit(1);
                    }
                }
            });
        }
    }

    void close() {
        service.close();
    }
}
