package baton.migration.run;

import baton.base.EventSink;
import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.migration.channel.ChannelAddress;
import baton.migration.channel.Channels;
import baton.migration.params.Capability;
import baton.migration.params.MigMode;
import baton.migration.params.MigrationCapabilities;
import baton.migration.params.MigrationParameters;
import baton.migration.spi.Downtime;
import baton.migration.spi.MigratableVm;
import baton.migration.spi.MigrationHost;
import baton.migration.spi.MigrationRefused;
import baton.migration.spi.MigrationRequest;
import baton.migration.spi.MigrationStrategy;
import baton.migration.spi.Modes;
import baton.migration.spi.Predecessor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Migration as the monitors and the daemon see it: one object per process. JSON values are String, Boolean, Long, Double,
 * BigInteger, List and Map. Every refusal carries QEMU's text where QEMU has one.
 */
@MainLoopThread
public final class MigrationService {
    /** How long quitting waits for a migration thread that ought to have noticed. */
    private static final long CLOSE_MILLIS = 5000;

    private final Environment env;
    private final Modes modes;
    private final MigrationSettings settings;
    private final Admission admission;
    private final StatusCell outgoingStatus;
    private OutgoingMigration outgoing;
    private final IncomingSide incoming;
    private Rehearsal rehearsal;

    /** Makes the one of this process; nothing happens yet. */
    public MigrationService(
            MigratableVm vm, Modes modes, Channels channels, MigrationHost host, EventSink events, Reporter reporter) {
        this.modes = modes;
        this.settings = new MigrationSettings(reporter);
        this.env = new Environment(vm, channels, host, settings, reporter);
        this.admission = new Admission(env.vm(), settings);
        this.outgoingStatus = new StatusCell(settings, events);
        this.incoming = new IncomingSide(env, modes, new StatusCell(settings, events));
        this.rehearsal = new Rehearsal(host, channels, reporter);
    }

    /** The parameters in force: for query-migrate-parameters, {@code info migrate_parameters} and completion. */
    public MigrationParameters parameters() {
        return settings.parameters();
    }

    /** {@code migrate-set-parameters}: its arguments as they came, unknown members included. */
    public void setParameters(Map<String, ?> arguments) throws MigrationRefused {
        settings.set(arguments);
        adopted();
    }

    /** HMP {@code migrate_set_parameter NAME REST-OF-LINE}. A text of several lines is an error and its hint. */
    public void setParameter(String name, String text) throws MigrationRefused {
        settings.setText(name, text);
        adopted();
    }

    /** The capabilities in force: for query-migrate-capabilities and {@code info migrate_capabilities}. */
    public MigrationCapabilities capabilities() {
        return settings.capabilities();
    }

    /** {@code migrate-set-capabilities}: states by name; a name given twice counts once, with its last state. */
    public void setCapabilities(Map<String, Boolean> changes) throws MigrationRefused {
        Map<Capability, Boolean> known = MigrationSettings.byName(changes);
        if (outgoingStatus.get().running()) {
            throw new MigrationRefused(Admission.IN_PROGRESS);
        }
        settings.enable(known);
        if (MigrationSettings.prepares(known)) {
            prepare();
        }
    }

    /** HMP {@code migrate_set_capability NAME on|off}. */
    public void setCapability(String name, boolean on) throws MigrationRefused {
        if (Capability.named(name) == null) {
            throw new MigrationRefused("invalid parameter value: " + name);
        }
        setCapabilities(Map.of(name, on));
    }

    /**
     * {@code -global migration.PROPERTY=VALUE}.
     *
     * @throws MigrationRefused with what follows {@code can't apply global migration.PROPERTY=VALUE: }
     */
    public void global(String property, String value) throws MigrationRefused {
        settings.global(property, value);
    }

    /**
     * {@code migrate}. Returns once it is under way; for file, exec and fd the guest is stopped by then.
     *
     * @param uri null when absent
     * @param channels list of QAPI MigrationChannel; null when absent
     */
    public void start(String uri, List<?> channels, boolean resume) throws MigrationRefused {
        MigrationStrategy strategy = modes.strategy(settings.parameters().mode());
        MigrationRequest request = admission.admit(uri, channels, resume, strategy, outgoingStatus.get());
        outgoing = new OutgoingMigration(env, outgoingStatus, strategy, request, rehearsal);
        outgoing.start();
    }

    /** Who asked for a migration that has to be looked into first. */
    public interface Begun {
        /** It is under way. */
        void begun();

        /** Nothing has happened to the guest; the text is for who asked. */
        void refused(String why);
    }

    /** After {@link #start}: tells {@code who}, once, that it is under way or was refused after all; perhaps at once. */
    public void tell(Begun who) {
        outgoing.tell(who);
    }

    /** Whether the mode in force saves a guest that stands still, with nobody at the other end: cpr-reboot. */
    public boolean onlySaves() {
        return settings.parameters().mode() == MigMode.CPR_REBOOT;
    }

    /** {@code migrate_cancel}: does nothing when nothing is under way. Returns before it has been cancelled. */
    public void cancel() {
        if (outgoing != null) {
            outgoing.cancel();
        }
    }

    /** Whether a migration is under way, in or out ({@code query-yank}). */
    public boolean underWay() {
        return outgoingStatus.get().running() || incoming.status().running();
    }

    /** {@code yank}: what is under way over a connection fails as if the other side had gone. */
    public void yank() {
        if (outgoingStatus.get().running()) {
            outgoing.yank();
        }
        if (incoming.status().running()) {
            incoming.yank();
        }
    }

    /** {@code migrate-continue}. */
    public void proceed(MigrationStatus state) throws MigrationRefused {
        MigrationStatus now = outgoingStatus.get();
        if (state != now) {
            throw new MigrationRefused("Migration not in expected state: " + now.wireName());
        }
        if (now == MigrationStatus.PRE_SWITCHOVER) {
            outgoing.proceed();
        }
    }

    /** {@code migrate-pause}: there is no postcopy here. */
    public void pause() throws MigrationRefused {
        throw new MigrationRefused(
                "migrate-pause is currently only supported during postcopy-active or postcopy-recover state");
    }

    /** {@code migrate-recover}: there is no postcopy here. */
    public void recover() throws MigrationRefused {
        throw new MigrationRefused("Migrate recover can only be run when postcopy is paused.");
    }

    /** {@code migrate-start-postcopy}: there is no postcopy here. */
    public void startPostcopy() throws MigrationRefused {
        throw new MigrationRefused("Enable postcopy with migrate_set_capability before the start of migration");
    }

    /** {@code -incoming} was given and nothing was handed over before: the guest waits. */
    public void expectIncoming() {
        expectIncoming(MigMode.NORMAL, Predecessor.SILENT);
    }

    /**
     * {@code -incoming} was given: the guest waits. {@code mode} is how the other side migrates, as far as it matters here.
     *
     * @param from the process it comes from; closed by this
     */
    public void expectIncoming(MigMode mode, Predecessor from) {
        incoming.expect(mode, from);
    }

    /** The rehearsal of this process, where one began before there was a machine. Call this first. */
    public void rehearsal(Rehearsal begun) {
        rehearsal = begun;
    }

    /** Rehearses taking a guest over, beside all else, until one comes. Nothing that is here is touched. */
    public void rehearse() {
        rehearsal.begin(false);
    }

    /** {@code -incoming ADDRESS}, once the machine is built. A bad stream ends the process, as does a refusal here. */
    public void startIncoming(ChannelAddress address) throws MigrationRefused {
        incoming.startAtOnce(address, rehearsal);
    }

    /** Whether nobody has said yet where the guest comes from. */
    public boolean awaitsIncoming() {
        return incoming.awaited();
    }

    /**
     * {@code migrate-incoming}; from HMP with {@code exitOnError} false. After a refusal it may be tried again, and after a
     * failure as well.
     *
     * @param uri null when absent
     * @param channels list of one QAPI MigrationChannel; null when absent
     * @param exitOnError whether a bad stream ends the process (QMP's default)
     */
    public void startIncoming(String uri, List<?> channels, boolean exitOnError) throws MigrationRefused {
        incoming.start(uri, channels, exitOnError, rehearsal);
    }

    /**
     * After {@link #startIncoming(String, List, boolean)}: tells {@code who}, once, that it is under way or was refused after
     * all; at once unless a name is being looked up.
     */
    public void tellIncoming(Begun who) {
        incoming.tell(who);
    }

    /** {@code query-migrate}: QAPI MigrationInfo, optional members left out. */
    public Map<String, Object> query() {
        Map<String, Object> info = new LinkedHashMap<>();
        List<String> blocked = blockedReasons();
        if (!blocked.isEmpty()) {
            info.put("blocked-reasons", blocked);
        }
        MigrationStatus out = outgoingStatus.get();
        MigrationStatus in = incoming.status();
        if (out != MigrationStatus.NONE) {
            info.putAll(MigrationReport.outgoing(outgoing, out));
        } else if (in != MigrationStatus.NONE) {
            info.putAll(MigrationReport.incoming(incoming.migration(), in));
        }
        return info;
    }

    /** {@code info migrate [-a]}: lines without line ends. */
    public List<String> lines(boolean all) {
        return MigrationText.of(query(), all);
    }

    /** {@code query-migrationthreads}: list of {@code {name, thread-id}}. */
    public List<Map<String, Object>> threads() {
        return outgoingStatus.get().running() ? MigrationReport.threads(outgoing) : List.of();
    }

    /** What stands against migrating in the current mode, oldest first. */
    public List<String> blockedReasons() {
        return admission.blockedReasons(modes.strategy(settings.parameters().mode()));
    }

    /** Where the last outgoing migration is; HMP {@code migrate} without -d waits while it is setup or active. */
    public MigrationStatus status() {
        return outgoingStatus.get();
    }

    /** Where the incoming migration is. */
    public MigrationStatus incomingStatus() {
        return incoming.status();
    }

    /** How long the guest stood still on this side, in parts; null before the first migration. */
    public Downtime downtime() {
        return outgoing == null ? null : outgoing.timing().downtime();
    }

    /** The process ends: cancels what is under way and removes what it had written. The main loop need not run. */
    public void close() {
        try {
            if (outgoing != null) {
                outgoing.close(CLOSE_MILLIS);
            }
            incoming.close(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Parameters have changed: a migration is being prepared, and rehearsed before anybody waits for it. */
    private void adopted() {
        if (outgoing != null) {
            outgoing.progress().brake().bandwidth(settings.parameters().maxBandwidth());
        }
        prepare();
    }

    private void prepare() {
        rehearsal.begin(settings.parameters().mode() != MigMode.NORMAL);
    }
}
