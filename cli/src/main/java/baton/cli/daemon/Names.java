package baton.cli.daemon;

import baton.base.EventSink;
import baton.base.MainLoopThread;
import baton.base.Reporter;
import baton.chardev.Chardevs;
import baton.mainloop.MainLoop;
import baton.mainloop.Timer;
import baton.migration.run.MigrationService;
import baton.nat.libc.Clock;
import java.io.IOException;
import java.util.Map;

/**
 * The names this process has in the file system: sockets' paths and the pid file. A process that is to take the guest over
 * makes them its own. When it does not get the guest they are looked at until it has ended and they lead here again: after a
 * migration that came to nothing, and when the guest goes on here after one that did not.
 */
@MainLoopThread
final class Names implements EventSink {
    private static final long SOON_NANOS = 50_000_000;
    private static final long LATER_NANOS = 500_000_000;
    /** A new process that is slow may only now be about to take them; and so long they are looked at often. */
    private static final long SETTLED_NANOS = 5_000_000_000L;

    private final EventSink events;
    private final Reporter reporter;
    private final MainLoop loop;
    private final Timer timer;
    private Chardevs chardevs;
    private MonitorWiring monitors;
    private PidFile pidFile;
    /** Null while there are no names, or nothing can be done about them. */
    private MigrationService migrations;

    private long since;

    /** {@code events} hears of everything this hears of. */
    Names(MainLoop loop, EventSink events, Reporter reporter) {
        this.loop = loop;
        this.events = events;
        this.reporter = reporter;
        this.timer = loop.timer(new Runnable() {
            @Override
            public void run() {
                look();
            }
        });
    }

    /** All of this is named by now; {@code pid} is null for none. Without this nothing is done. */
    void are(Chardevs sockets, MonitorWiring others, PidFile pid, MigrationService service) {
        chardevs = sockets;
        monitors = others;
        pidFile = pid;
        migrations = service;
    }

    /** The guest stays here: whoever has the names may have ended, or may be about to. */
    void stay() {
        since = Clock.monotonicNanos();
        timer.at(since);
    }

    private void look() {
        if (migrations == null || migrations.underWay()) {
            // Another process may be about to take them.
            return;
        }
        boolean all = reclaim();
        long now = Clock.monotonicNanos();
        if (now - since < SETTLED_NANOS) {
            timer.at(now + SOON_NANOS);
        } else if (!all) {
            timer.at(now + LATER_NANOS);
        }
    }

    /** False while others have one. */
    private boolean reclaim() {
        try {
            return chardevs.reclaim() & monitors.reclaim() & (pidFile == null || pidFile.reclaim());
        } catch (IOException e) {
            reporter.warn("a name of this process cannot be taken back: " + e.getMessage());
            migrations = null;
            return true;
        }
    }

    @Override
    public void event(String name, Map<String, ?> data) {
        events.event(name, data);
        if (name.equals("RESUME") && migrations != null) {
            loop.post(new Runnable() {
                @Override
                public void run() {
                    look();
                }
            });
        }
    }
}
