package baton.command.hmp;

import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code print}: shows the value of an expression. */
public final class PrintCommand implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "print|p", "fmt:/,val:l", "/fmt expr", "print expression value (use $reg for CPU register access)");

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) {
        out.print(ValueText.alone((char) args.integer("format"), args.integer("val")) + "\n");
    }
}
