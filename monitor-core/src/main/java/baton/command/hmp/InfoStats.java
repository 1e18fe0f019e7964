package baton.command.hmp;

import baton.machine.Inspection;
import baton.monitor.QmpException;
import baton.monitor.hmp.HmpArgs;
import baton.monitor.hmp.HmpCommand;
import baton.monitor.hmp.HmpOutput;
import baton.monitor.hmp.HmpSpec;
import baton.nat.kvm.KvmStats;
import java.io.IOException;
import java.util.List;

/** {@code info stats}: what KVM counts of the machine or of one processor. */
public final class InfoStats implements HmpCommand {
    private static final HmpSpec SPEC = new HmpSpec(
            "stats",
            "target:s,names:s?,provider:s?",
            "target [names] [provider]",
            "show statistics for the given target (vm or vcpu); optionally filter byname (comma-separated list, or * for"
                    + " all) and provider");

    private final Inspection guest;

    /** Asks KVM about {@code guest}. */
    public InfoStats(Inspection guest) {
        this.guest = guest;
    }

    @Override
    public HmpSpec spec() {
        return SPEC;
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? List.of("vm", "vcpu") : List.of();
    }

    @Override
    public void run(HmpArgs args, HmpOutput out) throws QmpException {
        String target = args.str("target");
        if (!target.equals("vm") && !target.equals("vcpu")) {
            out.print(target.equals("cryptodev") ? "" : "invalid stats target " + target + "\n");
            return;
        }
        String provider = args.strOr("provider", "kvm");
        if (!provider.equals("kvm")) {
            out.print(provider.equals("cryptodev") ? "" : "invalid stats provider " + provider + "\n");
            return;
        }
        if (guest.cpus() > 0) {
            show(read(target.equals("vm") ? -1 : out.cpu()), "," + args.strOr("names", "*") + ",", out);
        }
    }

    private List<KvmStats.Entry> read(int cpu) throws QmpException {
        try {
            return guest.stats(cpu);
        } catch (IOException e) {
            throw QmpException.generic("cannot read KVM's counters: " + e.getMessage());
        }
    }

    /** The last one first, as QEMU does. */
    private static void show(List<KvmStats.Entry> entries, String wanted, HmpOutput out) {
        StringBuilder text = new StringBuilder();
        for (int i = entries.size() - 1; i >= 0; i--) {
            KvmStats.Entry entry = entries.get(i);
            if (wanted.equals(",*,") || wanted.contains("," + entry.name() + ",")) {
                text.append("    ").append(entry.name()).append(" (").append(kind(entry.kind()));
                text.append(unit(entry)).append("):").append(values(entry)).append('\n');
            }
        }
        out.print(text.length() == 0 ? "" : "provider: kvm\n" + text);
    }

    private static String kind(KvmStats.Kind kind) {
        return switch (kind) {
            case CUMULATIVE -> "cumulative";
            case INSTANT -> "instant";
            case PEAK -> "peak";
            case LINEAR_HISTOGRAM -> "linear-histogram";
            case LOG2_HISTOGRAM -> "log2-histogram";
        };
    }

    private static String unit(KvmStats.Entry entry) {
        return switch (entry.unit()) {
            case 0 -> entry.exponent() == 0 ? "" : ", * " + (entry.binary() ? "2^" : "10^") + entry.exponent();
            case 1 -> ", " + scale(entry) + "bytes";
            case 2 -> ", " + scale(entry) + "s";
            case 3 -> ", " + scale(entry) + "cycles";
            default -> ", boolean";
        };
    }

    private static String scale(KvmStats.Entry entry) {
        return switch (entry.exponent()) {
            case 0 -> "";
            case -3 -> "m";
            case -6 -> "u";
            case -9 -> "n";
            case 10 -> "Ki";
            case 20 -> "Mi";
            default -> "* " + (entry.binary() ? "2^" : "10^") + entry.exponent() + " ";
        };
    }

    private static String values(KvmStats.Entry entry) {
        StringBuilder text = new StringBuilder(" ");
        List<Long> values = entry.values();
        switch (entry.kind()) {
            case LOG2_HISTOGRAM -> {
                for (int i = 0; i < values.size(); i++) {
                    text.append('[')
                            .append(i + 1)
                            .append("]=")
                            .append(values.get(i))
                            .append(' ');
                }
            }
            case LINEAR_HISTOGRAM -> {
                for (int i = 0; i < values.size(); i++) {
                    text.append('[').append((long) i * entry.bucket()).append('-');
                    text.append(i + 1 == values.size() ? "" : String.valueOf((i + 1L) * entry.bucket()));
                    text.append("]=").append(values.get(i)).append(' ');
                }
            }
            default -> text.append(
                    entry.unit() == 4
                            ? values.get(0) == 0 ? "no" : "yes"
                            : values.get(0).toString());
        }
        return text.toString();
    }
}
