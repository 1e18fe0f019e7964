package baton.command.hmp;

import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** A command or topic QEMU has and this build has not: says so, whatever its arguments, and what to use. */
public final class MissingCommand implements HmpCommand {
    private final HmpSpec spec;
    private final String instead;

    /** {@code name} as typed, and what to use instead. */
    public MissingCommand(String name, String instead) {
        this.spec = new HmpSpec(name, "arguments:S?", "", "not available in this build: " + instead);
        this.instead = instead;
    }

    @Override
    public HmpSpec spec() {
        return spec;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        throw QmpException.generic("'" + spec.name() + "' is not available in this build: " + instead);
    }
}
