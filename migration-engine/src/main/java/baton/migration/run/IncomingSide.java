package baton.migration.run;

import baton.base.MainLoopThread;
import baton.migration.channel.ChannelAddress;
import baton.migration.channel.Channels;
import baton.migration.params.MigMode;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.Modes;
import baton.migration.spi.Predecessor;
import java.io.IOException;
import java.util.List;

/** Guests that come here: whether one is expected, from whom and how, and what stands against starting. */
@MainLoopThread
final class IncomingSide {
    private final Environment env;
    private final Modes modes;
    private final StatusCell status;
    private IncomingMigration migration;
    private MigMode mode = MigMode.NORMAL;
    private Predecessor predecessor = Predecessor.SILENT;
    private boolean expected;

    IncomingSide(Environment env, Modes modes, StatusCell status) {
        this.env = env;
        this.modes = modes;
        this.status = status;
    }

    /** The guest waits for one in {@code how}; {@code from} is closed by this. */
    void expect(MigMode how, Predecessor from) {
        mode = how;
        predecessor = from;
        expected = true;
    }

    /** The last one that was started; null before. */
    IncomingMigration migration() {
        return migration;
    }

    MigrationStatus status() {
        return status.get();
    }

    /** Whether nobody has said yet where the guest comes from. */
    boolean awaited() {
        return migration == null || !started() && migration.refusal() == null;
    }

    /** Whether one is under way, or was good. */
    private boolean started() {
        return switch (status.get()) {
            case NONE, FAILED -> false;
            default -> true;
        };
    }

    /** {@code -incoming ADDRESS}: a name is looked up here, as nothing else is there to be done yet. */
    void startAtOnce(ChannelAddress address, Rehearsal rehearsal) throws MigrationRefused {
        if (address instanceof ChannelAddress.Descriptor fd && !fd.numbered()) {
            throw new MigrationRefused("Invalid file descriptor number '" + fd.name() + "'");
        }
        try {
            start(Channels.lookUp(address), true, rehearsal);
        } catch (IOException e) {
            throw new MigrationRefused(e.getMessage(), e);
        }
    }

    /** {@code migrate-incoming}. */
    void start(String uri, List<?> channels, boolean exitOnError, Rehearsal rehearsal) throws MigrationRefused {
        if (started()) {
            throw new MigrationRefused("The incoming migration has already been started");
        }
        if (!expected || !env.vm().runState().equals("inmigrate")) {
            throw new MigrationRefused("'-incoming' was not specified on the command line");
        }
        if (migration != null && migration.refusal() != null) {
            throw new MigrationRefused(migration.refusal());
        }
        if (channels != null && channels.size() > 1) {
            throw new MigrationRefused("Channel list must have only one entry, for type 'main'");
        }
        start(Route.read(uri, channels).main(), exitOnError, rehearsal);
    }

    private void start(ChannelAddress main, boolean exitOnError, Rehearsal rehearsal) throws MigrationRefused {
        MigrationStrategy strategy = modes.strategy(mode);
        strategy.checkIncoming(main);
        Transport.check(main, env.settings().capabilities());
        if (main instanceof ChannelAddress.Memory && predecessor.memory() == null) {
            throw new MigrationRefused("memfd: this process was not left a stream by one that migrated to memfd:");
        }
        migration = new IncomingMigration(env, status, strategy, predecessor, rehearsal, exitOnError);
        migration.start(main);
    }

    /** Tells {@code who} that it is under way or refused after all; perhaps at once. */
    void tell(MigrationService.Begun who) {
        migration.tell(who);
    }

    /** As if the other side had gone. */
    void yank() {
        migration.yank();
    }

    /** The process ends. */
    void close(long millis) throws InterruptedException {
        if (migration != null) {
            migration.close(millis);
        }
        predecessor.close();
    }
}
