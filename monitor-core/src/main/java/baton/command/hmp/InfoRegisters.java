package baton.command.hmp;

import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import java.io.IOException;

/** {@code info registers}: the registers of one processor or all. */
public final class InfoRegisters implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "registers",
            "cpustate_all:-a,vcpu:i?",
            "[-a|vcpu]",
            "show the cpu registers (-a: show register info for all cpus; vcpu: specific vCPU to query; show the current CPU's registers if no argument is specified)");

    private final Inspection guest;

    /** Reads registers of {@code guest}. */
    public InfoRegisters(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        if (args.flag("cpustate_all")) {
            for (int i = 0; i < guest.cpus(); i++) {
                show(i, out);
            }
            return;
        }
        long cpu = args.integerOr("vcpu", out.cpu());
        if (cpu >= 0 && cpu < guest.cpus()) {
            show((int) cpu, out);
        } else {
            out.print(args.has("vcpu") ? "CPU#" + cpu + " not available\n" : "No CPU available\n");
        }
    }

    private void show(int cpu, HmpOutput out) throws QmpException {
        try {
            out.print("\nCPU#" + cpu + "\n" + guest.registers(cpu).text());
        } catch (IOException e) {
            throw QmpException.generic("cannot read the registers of CPU " + cpu + ": " + e.getMessage());
        }
    }
}
