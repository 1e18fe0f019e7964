package baton.cli.daemon;

import baton.cli.options.GlobalProperty;
import baton.cli.options.IncomingOptions;
import baton.cli.options.MigrationOptions;
import baton.cli.options.OptionException;
import baton.cpr.Inheritance;
import baton.migration.channel.MigrationChannel;
import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationHost;
import baton.migration.spi.MigrationRefused;

/** The migration service of this process, set up as {@code -incoming} and {@code -global migration.*} say. */
final class MigrationWiring {
    private final MigrationOptions options;
    private final MigrationService service;
    private final Inheritance inheritance;
    private final MigrationHost host;

    MigrationWiring(MigrationOptions options, Inheritance inheritance, MigrationService service, MigrationHost host)
            throws OptionException {
        this.options = options;
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
        if (main == null || main.address() == null) {
            rehearse();
            return;
        }
        if (inheritance.guestRuns()) {
            // It stops when we listen: before, there is all the time in the world.
            service.rehearse();
        }
        try {
            service.startIncoming(main.address());
        } catch (MigrationRefused e) {
            throw new OptionException(main.where() + ": " + e.getMessage());
        }
    }

    /** A guest that comes later finds its way prepared; monitors are answered first. */
    private void rehearse() {
        if (!options.incoming().isEmpty()) {
            host.post(new Runnable() {
                @Override
                public void run() {
                    service.rehearse();
                }
            });
        }
    }

    void close() {
        service.close();
    }
}
