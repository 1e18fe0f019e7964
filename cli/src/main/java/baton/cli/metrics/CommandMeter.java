package baton.cli.metrics;

import baton.base.MainLoopThread;
import baton.monitor.QmpException;
import baton.monitor.qmp.ArgReader;
import baton.monitor.qmp.QmpCommand;
import baton.monitor.qmp.QmpCommands;
import baton.monitor.qmp.QmpMonitor;
import baton.monitor.qmp.Reply;
import baton.monitor.qmp.schema.CommandSpec;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.FlightRecorder;

/** Counts QMP commands, and how long each took from its start to its answer. */
@MainLoopThread
public final class CommandMeter implements QmpCommands {
    /** What is known of one command. */
    static final class Count {
        private long calls;
        private long errors;
        private long nanos;

        long calls() {
            return calls;
        }

        long errors() {
            return errors;
        }

        long nanos() {
            return nanos;
        }
    }

    private static final long SLOW_NANOS = 10_000_000;

    private final QmpCommands commands;
    private final Map<String, Count> counts = new TreeMap<>();
    private Runnable answered = () -> {};

    /** Measures {@code commands}. */
    public CommandMeter(QmpCommands commands) {
        this.commands = commands;
    }

    /** Has {@code task} run after each answer. */
    void afterAnswers(Runnable task) {
        answered = task;
    }

    /** Commands that were called, by name. */
    Map<String, Count> counts() {
        return counts;
    }

    @Override
    public QmpCommand find(String name) {
        QmpCommand command = commands.find(name);
        return command == null ? null : new Measured(command);
    }

    @Override
    public String[] names() {
        return commands.names();
    }

    private void note(String name, long since, boolean failed) {
        Count count = counts.computeIfAbsent(name, key -> new Count());
        long nanos = System.nanoTime() - since;
        count.calls++;
        count.errors += failed ? 1 : 0;
        count.nanos += nanos;
        // When nobody records, loading the recorder's classes would take longer than the command did.
        if (nanos >= SLOW_NANOS && FlightRecorder.isInitialized()) {
            SlowCommand.happened(name, nanos, failed);
        }
        answered.run();
    }

    private final class Measured implements QmpCommand {
        private final QmpCommand command;

        Measured(QmpCommand command) {
            this.command = command;
        }

        @Override
        public CommandSpec spec() {
            return command.spec();
        }

        @Override
        public void run(ArgReader in, Reply reply) throws QmpException {
            long start = System.nanoTime();
            boolean refused = true;
            try {
                command.run(in, new MeasuredReply(reply, spec().name(), start));
                refused = false;
            } finally {
                if (refused) {
                    note(spec().name(), start, true);
                }
            }
        }
    }

    private final class MeasuredReply implements Reply {
        private final Reply reply;
        private final String name;
        private final long start;

        MeasuredReply(Reply reply, String name, long start) {
            this.reply = reply;
            this.name = name;
            this.start = start;
        }

        @Override
        public void done(Object result) {
            note(name, start, false);
            reply.done(result);
        }

        @Override
        public void fail(QmpException refusal) {
            note(name, start, true);
            reply.fail(refusal);
        }

        @Override
        public QmpMonitor monitor() {
            return reply.monitor();
        }
    }
}
