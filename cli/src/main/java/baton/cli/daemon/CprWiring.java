package baton.cli.daemon;

import baton.base.Reporter;
import baton.cli.options.IncomingOptions;
import baton.cli.options.MigrationOptions;
import baton.cli.options.OptionException;
import baton.cpr.CprIncoming;
import baton.cpr.Inheritance;
import baton.mainloop.Condition;
import baton.mainloop.Handler;
import baton.mainloop.MainLoop;
import baton.mainloop.Timer;
import baton.mainloop.Watch;
import baton.migration.channel.MigrationChannel;
import baton.migration.run.Rehearsal;
import baton.nat.libc.Clock;
import baton.nat.libc.Epoll;
import baton.nat.libc.Fd;
import java.io.IOException;

/** Receives what another process hands over, before anything else is opened; signals are heard meanwhile. */
final class CprWiring {
    private final MainLoop loop;
    /** So long a new process rehearses before it can be found; scripts wait for its socket, people for their prompt. */
    private static final long REHEARSAL_NANOS = 800_000_000;

    private final Reporter reporter;
    private final Rehearsal rehearsal;

    CprWiring(MainLoop loop, Reporter reporter, Rehearsal rehearsal) {
        this.loop = loop;
        this.reporter = reporter;
        this.rehearsal = rehearsal;
    }

    /** What was handed over; null when the process is to end instead. */
    Inheritance receive(MigrationOptions options) throws OptionException {
        IncomingOptions cpr = options.incoming(MigrationChannel.Kind.CPR);
        CprIncoming.Waiter waiter = new CprIncoming.Waiter() {
            @Override
            public boolean readable(Fd fd) {
                return CprWiring.this.readable(fd);
            }
        };
        if (cpr != null) {
            rehearse();
        }
        try {
            return new CprIncoming(waiter, reporter).receive(System.getenv(), cpr == null ? null : cpr.address());
        } catch (IOException e) {
            throw new OptionException(e.getMessage());
        }
    }

    /** For a moment nothing else: as soon as it listens the old process comes, and its guest is to run undisturbed. */
    private void rehearse() {
        rehearsal.begin(true);
        long end = Clock.monotonicNanos() + REHEARSAL_NANOS;
        Timer timer = loop.timer(new Runnable() {
            @Override
            public void run() {
                // The loop looks at the condition again.
            }
        });
        timer.at(end);
        loop.runUntil(new Condition() {
            @Override
            public boolean met() {
                return !rehearsal.isOn() || Clock.monotonicNanos() >= end;
            }
        });
        timer.cancel();
    }

    private boolean readable(Fd fd) {
        Arrival arrival = new Arrival();
        Watch watch = loop.watch(fd, Epoll.IN, arrival);
        try {
            return loop.runUntil(arrival);
        } finally {
            watch.cancel();
        }
    }

    /** Notes that something can be read. */
    private static final class Arrival implements Handler, Condition {
        private boolean here;

        @Override
        public void ready(int events) {
            here = true;
        }

        @Override
        public boolean met() {
            return here;
        }
    }
}
