package baton.cli.metrics;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** For the flight recorder: a QMP command that took 10 ms or more. */
@Name("baton.SlowCommand")
@Label("Slow QMP command")
@Category("Baton")
@StackTrace(false)
final class SlowCommand extends Event {
    @Label("Command")
    String command;

    @Label("Time to the answer")
    @Timespan(Timespan.NANOSECONDS)
    long nanos;

    @Label("Answered with an error")
    boolean failed;

    static void happened(String command, long nanos, boolean failed) {
        SlowCommand event = new SlowCommand();
        event.command = command;
        event.nanos = nanos;
        event.failed = failed;
        event.commit();
    }
}
