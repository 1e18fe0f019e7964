package baton.command.hmp;

import baton.monitor.Version;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info version}: the QEMU release whose words these are. */
public final class InfoVersion implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec("version", "", "", "show the version of QEMU");

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        out.print(Version.TEXT + Version.PACKAGE + "\n");
    }
}
