package baton.command.hmp;

import baton.base.Hex;
import baton.machine.Machine;
import baton.machine.SectionValues;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;

/** {@code info lapic}: the local APIC of one processor (Intel SDM volume 3, chapter 11). */
public final class InfoLapic implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "lapic",
            "apic-id:i?",
            "[apic-id]",
            "show local apic state (apic-id: local apic to read, default is which of current CPU)");
    private static final String[] DELIVERY = {"Fixed", "...", "SMI", "...", "NMI", "INIT", "...", "ExtINT"};
    private static final String[] TIMER = {"one-shot", "periodic", "tsc-deadline", "..."};
    private static final String[] SHORTHAND = {"no-shorthand", "self", "all-self", "all"};

    private final Machine machine;

    /** Reads the state of {@code machine}. */
    public InfoLapic(Machine machine) {
        this.machine = machine;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        long id = args.integerOr("apic-id", out.cpu());
        SectionValues apic = new ChipState(machine).of("apic", (int) id);
        if (apic == null) {
            out.print("No CPU available\n");
            return;
        }
        StringBuilder text = new StringBuilder("dumping local APIC state for CPU " + id + " \n\n");
        vectors(text, apic.ints("lvt"));
        timer(text, apic);
        spurious(text, apic.number("spurious_vec"));
        command(text, apic.ints("icr"));
        text.append("ESR\t 0x").append(Hex.padded(apic.number("esr"), 8)).append('\n');
        text.append("ISR\t").append(ChipState.bits(apic.ints("isr"))).append('\n');
        text.append("IRR\t").append(ChipState.bits(apic.ints("irr"))).append("\n\n");
        priorities(text, apic);
        out.print(text.toString());
    }

    private static void vectors(StringBuilder text, int[] lvt) {
        String[] names = {"LVT0", "LVT1", "LVTPC", "LVTERR", "LVTTHMR", "LVTT"};
        int[] places = {3, 4, 2, 5, 1, 0};
        for (int i = 0; i < names.length; i++) {
            int entry = lvt[places[i]];
            int delivery = entry >>> 8 & 7;
            text.append(names[i]).append("\t 0x").append(Hex.padded(entry, 8));
            text.append((entry & 1 << 13) != 0 ? " active-lo " : " active-hi ");
            text.append(Pad.right((entry & 1 << 15) != 0 ? "level" : "edge", 5)).append(' ');
            text.append(Pad.right((entry & 1 << 16) != 0 ? "masked" : "", 6)).append(' ');
            text.append(Pad.right((entry & 1 << 12) != 0 ? "pending" : "", 7)).append(' ');
            text.append(Pad.right(places[i] == 0 ? TIMER[entry >>> 17 & 3] : "", 12))
                    .append(' ');
            text.append(Pad.right(DELIVERY[delivery], 6));
            text.append(delivery == 4 ? "" : " (vec " + (entry & 0xff) + ")").append('\n');
        }
    }

    private static void timer(StringBuilder text, SectionValues apic) {
        long divide = apic.number("divide_conf");
        int shift = (int) ((divide & 3 | divide >> 1 & 4) + 1 & 7);
        text.append("Timer\t DCR=0x").append(Long.toHexString(divide));
        text.append(" (divide by ").append(1 << shift).append(") initial_count = ");
        text.append(apic.number("initial_count")).append(" current_count = ");
        text.append(apic.number("current_count")).append('\n');
    }

    private static void spurious(StringBuilder text, long register) {
        text.append("SPIV\t 0x").append(Hex.padded(register, 8));
        text.append((register & 1 << 8) != 0 ? " APIC enabled" : " APIC disabled");
        text.append((register & 1 << 9) != 0 ? ", focus=on" : ", focus=off");
        text.append(", spurious vec ").append(register & 0xff).append('\n');
    }

    private static void command(StringBuilder text, int[] icr) {
        int shorthand = icr[0] >>> 18 & 3;
        text.append("ICR\t 0x").append(Hex.padded(icr[0], 8));
        text.append((icr[0] & 1 << 11) != 0 ? " logical" : " physical");
        text.append((icr[0] & 1 << 15) != 0 ? " level" : " edge");
        text.append((icr[0] & 1 << 14) != 0 ? " assert " : " de-assert ");
        text.append(SHORTHAND[shorthand]).append("\nICR2\t 0x").append(Hex.padded(icr[1], 8));
        if (shorthand == 0) {
            text.append(" cpu ").append(icr[1] >>> 24).append(" (X2APIC ID)");
        }
        text.append('\n');
    }

    private static void priorities(StringBuilder text, SectionValues apic) {
        long task = apic.number("tpr");
        int inService = highest(apic.ints("isr"));
        long processor = task >> 4 >= inService >> 4 ? task : inService & 0xf0;
        text.append("APR 0x").append(Hex.padded(apic.number("arb_id"), 2));
        text.append(" TPR 0x").append(Hex.padded(task, 2));
        text.append(" DFR 0x").append(Hex.padded(apic.number("dest_mode"), 2));
        text.append(" LDR 0x").append(Hex.padded(apic.number("log_dest"), 2));
        text.append(" PPR 0x").append(Hex.padded(processor, 2)).append('\n');
    }

    private static int highest(int[] words) {
        for (int i = words.length - 1; i >= 0; i--) {
            if (words[i] != 0) {
                return Integer.SIZE * i + Integer.SIZE - 1 - Integer.numberOfLeadingZeros(words[i]);
            }
        }
        return 0;
    }
}
