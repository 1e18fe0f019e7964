package baton.cli.daemon;

import baton.base.AnyThread;
import baton.base.Reporter;
import baton.cli.options.LogOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lines on stderr in the form of QEMU's error_report: {@code qemu-system-x86_64: TEXT}, with what {@code -msg} adds. */
@AnyThread
public final class StderrReporter implements Reporter {
    /** The name messages begin with, whatever the launcher was called: scripts look for it. */
    public static final String PROGRAM = "qemu-system-x86_64";

    private final LogOptions log;
    private final String guestName;

    /** @param guestName {@code -name}, or null */
    public StderrReporter(LogOptions log, String guestName) {
        this.log = log;
        this.guestName = guestName;
    }

    @Override
    public void error(String text) {
        line(text);
    }

    @Override
    public void warn(String text) {
        line("warning: " + text);
    }

    private void line(String text) {
        StringBuilder line = new StringBuilder();
        if (log.timestamp()) {
            line.append(Instant.now().truncatedTo(ChronoUnit.MICROS)).append(' ');
        }
        if (log.guestName() && guestName != null) {
            line.append(guestName).append(' ');
        }
        line.append(PROGRAM).append(": ").append(text);
        System.err.println(line);
    }
}
