package baton.cli.metrics;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** For the flight recorder: a migration that has ended, and how. */
@Name("baton.Migration")
@Label("Migration")
@Category("Baton")
@StackTrace(false)
final class MigrationEnd extends Event {
    @Label("Status")
    String status;

    @Label("Time in all")
    @Timespan(Timespan.MILLISECONDS)
    long total;

    @Label("Pause of the guest")
    @Timespan(Timespan.MILLISECONDS)
    long pause;

    @Label("RAM sent")
    @DataAmount
    long bytes;

    static void happened(String status, long total, long pause, long bytes) {
        MigrationEnd event = new MigrationEnd();
        event.status = status;
        event.total = total;
        event.pause = pause;
        event.bytes = bytes;
        event.commit();
    }
}
