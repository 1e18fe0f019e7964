package baton.migration.run;

import baton.base.AnyThread;
import baton.base.EventSink;
import baton.migration.params.Capability;
import java.util.Map;

/** The status of one direction: the one place that changes it, and says so to the monitors. */
@AnyThread
final class StatusCell {
    private final MigrationSettings settings;
    private final EventSink events;
    private MigrationStatus status = MigrationStatus.NONE;
    private boolean decided;
    private boolean cancelAsked;

    StatusCell(MigrationSettings settings, EventSink events) {
        this.settings = settings;
        this.events = events;
    }

    synchronized MigrationStatus get() {
        return status;
    }

    /**
     * Moves on, with an event.
     *
     * @return false, and nothing is done, when a cancel came first, or comes too late
     */
    synchronized boolean become(MigrationStatus next) {
        if (status == MigrationStatus.CANCELLING && next != MigrationStatus.CANCELLED) {
            return false;
        }
        if (decided && next == MigrationStatus.CANCELLING) {
            cancelAsked = true;
            return false;
        }
        decided = false;
        if (!status.mayBecome(next)) {
            throw new IllegalStateException("migration status " + status.wireName() + " to " + next.wireName());
        }
        status = next;
        event("MIGRATION", "status", next.wireName());
        return true;
    }

    /** From here to the next status no cancel is heard any more; false when one came first. */
    synchronized boolean decide() {
        decided = status != MigrationStatus.CANCELLING;
        cancelAsked = false;
        return decided;
    }

    /** It was not decided after all: a cancel that came since is heard now. */
    synchronized void undecide() {
        decided = false;
        if (cancelAsked) {
            become(MigrationStatus.CANCELLING);
        }
    }

    /** RAM was looked through once more: {@code number} counts from 1. */
    void pass(int number) {
        event("MIGRATION_PASS", "pass", number);
    }

    private void event(String name, String member, Object value) {
        if (settings.capabilities().has(Capability.EVENTS)) {
            events.event(name, Map.of(member, value));
        }
    }
}
