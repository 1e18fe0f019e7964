package baton.cli.daemon;

import baton.cli.options.GlobalProperty;
import baton.cli.options.IncomingOptions;
import baton.cli.options.MigrationOptions;
import baton.cli.options.OptionException;
import baton.cpr.Inheritance;
import baton.migration.channel.MigrationChannel;
import baton.migration.run.MigrationService;
import baton.migration.spi.MigrationRefused;

/** The migration service of this process, set up as {@code -incoming} and {@code -global migration.*} say. */
final class MigrationWiring {
    private final MigrationOptions options;
    private final MigrationService service;
    private final Inheritance inheritance;

    MigrationWiring(MigrationOptions options, Inheritance inheritance, MigrationService service)
            throws OptionException {
        this.options = options;
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
            return;
        }
        try {
            service.startIncoming(main.address());
        } catch (MigrationRefused e) {
            throw new OptionException(main.where() + ": " + e.getMessage());
        }
    }

    void close() {
        service.close();
    }
}
