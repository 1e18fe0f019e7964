package baton.command.hmp;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** A topic of {@code info} about something no machine here has: QEMU's answer of a machine without it. */
public final class FixedTopic implements HmpCommand {
    private static final String ERROR = "Error: ";

    private final HmpSpec spec;
    private final String text;

    /** {@code text} is one line, or several; empty for nothing; {@code Error: } in front makes it a refusal. */
    public FixedTopic(HmpSpec spec, String text) {
        this.spec = spec;
        this.text = text;
    }

    @Override
    public HmpSpec spec() {
        return spec;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        if (text.startsWith(ERROR)) {
            throw QmpException.generic(text.substring(ERROR.length()));
        }
        out.print(text.isEmpty() ? "" : text + "\n");
    }
}
