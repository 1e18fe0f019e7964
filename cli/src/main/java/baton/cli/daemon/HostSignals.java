package baton.cli.daemon;

import baton.base.Reporter;
import baton.chardev.Chardevs;
import baton.mainloop.MainLoop;
import baton.nat.libc.SignalWatch;

/** Signals to the process: SIGINT, SIGTERM and SIGHUP end it in order, SIGCONT makes a terminal raw again. */
final class HostSignals {
    private final Daemon daemon;
    private final MainLoop loop;
    private final Chardevs chardevs;
    private final Reporter reporter;

    HostSignals(Daemon daemon, MainLoop loop, Chardevs chardevs, Reporter reporter) {
        this.daemon = daemon;
        this.loop = loop;
        this.chardevs = chardevs;
        this.reporter = reporter;
    }

    /** From now on. */
    void watch() {
        SignalWatch.Listener end = onMainLoop(new SignalWatch.Listener() {
            @Override
            public void received(int signal) {
                reporter.error("terminating on signal " + signal);
                daemon.quit("host-signal");
            }
        });
        SignalWatch.add("INT", end);
        SignalWatch.add("TERM", end);
        SignalWatch.add("HUP", end);
        SignalWatch.add("CONT", onMainLoop(new SignalWatch.Listener() {
            @Override
            public void received(int signal) {
                chardevs.continued();
            }
        }));
    }

    private SignalWatch.Listener onMainLoop(SignalWatch.Listener listener) {
        return new SignalWatch.Listener() {
            @Override
            public void received(int signal) {
                loop.post(new Runnable() {
                    @Override
                    public void run() {
                        listener.received(signal);
                    }
                });
            }
        };
    }
}
