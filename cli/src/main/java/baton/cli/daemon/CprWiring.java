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
import baton.mainloop.Watch;
import baton.migration.channel.MigrationChannel;
import baton.nat.libc.Epoll;
import baton.nat.libc.Fd;
import java.io.IOException;

/** Receives what another process hands over, before anything else is opened; signals are heard meanwhile. */
final class CprWiring {
    private final MainLoop loop;
    private final Reporter reporter;

    CprWiring(MainLoop loop, Reporter reporter) {
        this.loop = loop;
        this.reporter = reporter;
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
        try {
            return new CprIncoming(waiter, reporter).receive(System.getenv(), cpr == null ? null : cpr.address());
        } catch (IOException e) {
            throw new OptionException(e.getMessage());
        }
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
