package baton.cli.daemon;

import baton.base.Reporter;
import baton.chardev.Chardevs;
import baton.cli.options.ConfinementOptions;
import baton.cli.options.VmOptions;
import baton.cpr.exec.ExecHost;
import baton.nat.libc.ErrnoException;
import java.util.Map;

/** What cpr-exec asks of the process. */
final class Becoming implements ExecHost {
    private static final int DRAIN_MILLIS = 20;

    private final VmOptions options;
    private final Chardevs chardevs;
    private final Reporter reporter;

    Becoming(VmOptions options, Chardevs chardevs, Reporter reporter) {
        this.options = options;
        this.chardevs = chardevs;
        this.reporter = reporter;
    }

    @Override
    public Map<String, String> environment() {
        return System.getenv();
    }

    @Override
    public Map<String, String> machine() {
        return MachineFacts.of(options);
    }

    @Override
    public boolean mayExec() {
        ConfinementOptions confinement = options.process().confinement();
        return !confinement.sandbox() || confinement.spawn();
    }

    @Override
    public void leave() {
        // The guest stands still meanwhile: a client that does not read loses what is queued for it.
        chardevs.drain(DRAIN_MILLIS);
        try {
            chardevs.handBack();
        } catch (ErrnoException e) {
            reporter.error("cannot restore the terminal: " + e.getMessage());
        }
    }

    @Override
    public byte[] unread() {
        return chardevs.handOver().left();
    }

    @Override
    public void stay() {
        chardevs.continued();
    }
}
