package baton.command.hmp;

import baton.chardev.ChardevInfo;
import baton.chardev.Chardevs;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info chardev}: the chardevs. */
public final class InfoChardev implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("chardev", "", "", "show the character devices");

    private final Chardevs chardevs;

    /** Lists {@code chardevs}. */
    public InfoChardev(Chardevs chardevs) {
        this.chardevs = chardevs;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        StringBuilder text = new StringBuilder();
        for (ChardevInfo chardev : chardevs.list()) {
            text.append(chardev.label())
                    .append(": filename=")
                    .append(chardev.filename())
                    .append('\n');
        }
        out.print(text.toString());
    }
}
