package baton.command.log;

import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.io.IOException;

/** {@code logfile}: where log lines go from now on. */
public final class LogfileCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("logfile", "filename:F", "filename", "output logs to 'filename'");

    private final LogSwitch log;

    /** Directs {@code log}. */
    public LogfileCommand(LogSwitch log) {
        this.log = log;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        String file = args.str("filename");
        try {
            log.file(file);
        } catch (IOException e) {
            out.print("Error opening logfile " + file + ": " + e.getMessage() + "\n");
        }
    }
}
