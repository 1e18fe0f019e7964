package baton.command.stats;

import baton.command.machine.GuestFacts;
import baton.machine.Inspection;
import baton.machine.vcpu.Vcpu;
import baton.monitor.QmpException;
import baton.nat.kvm.KvmStats;
import baton.nat.libc.Errno;
import baton.nat.libc.ErrnoException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kernel's figures in QAPI's form: newest first, as QEMU has them. */
final class KernelStats {
    private static final long TEN = 10;
    private static final int MACHINE = -1;

    private final Inspection guest;
    private final GuestFacts facts;

    KernelStats(Inspection guest, GuestFacts facts) {
        this.guest = guest;
        this.facts = facts;
    }

    /** Values of the machine; {@code names} null for all. Nothing where the kernel has none of those. */
    List<Object> machine(List<String> names) throws QmpException {
        List<Object> results = new ArrayList<>();
        try {
            if (guest.isVirtual()) {
                add(results, guest.stats(MACHINE), names, "");
            }
        } catch (IOException e) {
            refuseUnlessAbsent(e);
        }
        return results;
    }

    /** Values of the processors at {@code paths}, null for all. */
    List<Object> processors(List<String> paths, List<String> names) throws QmpException {
        List<Object> results = new ArrayList<>();
        try {
            for (Vcpu vcpu : guest.processors()) {
                String path = "/machine/unattached/" + facts.processorName(vcpu.index());
                if (paths == null || paths.contains(path)) {
                    add(results, guest.stats(vcpu.index()), names, path);
                }
            }
        } catch (IOException e) {
            refuseUnlessAbsent(e);
        }
        return results;
    }

    /** What there is for processors, and for the machine. */
    List<Object> schemas() throws QmpException {
        List<Object> schemas = new ArrayList<>();
        try {
            if (guest.cpus() > 0) {
                schemas.add(schema("vcpu", guest.stats(0)));
            }
            if (guest.isVirtual()) {
                schemas.add(schema("vm", guest.stats(MACHINE)));
            }
        } catch (IOException e) {
            refuseUnlessAbsent(e);
        }
        return schemas;
    }

    /** Kernels before 5.14 count nothing that could be told. */
    private static void refuseUnlessAbsent(IOException e) throws QmpException {
        if (!(e instanceof ErrnoException error && (error.errno() == Errno.ENOTTY || error.errno() == Errno.EINVAL))) {
            throw QmpException.generic(e.getMessage());
        }
    }

    private static void add(List<Object> results, List<KvmStats.Entry> entries, List<String> names, String path) {
        List<Object> values = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            KvmStats.Entry one = entries.get(i);
            if (names == null || names.contains(one.name())) {
                Map<String, Object> shown = new LinkedHashMap<>();
                shown.put("name", one.name());
                shown.put("value", value(one));
                values.add(shown);
            }
        }
        if (values.isEmpty()) {
            return;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("provider", "kvm");
        if (!path.isEmpty()) {
            result.put("qom-path", path);
        }
        result.put("stats", values);
        results.add(0, result);
    }

    private static Object value(KvmStats.Entry one) {
        if (one.isBoolean()) {
            return one.values().get(0) != 0;
        }
        if (!one.isHistogram()) {
            return unsigned(one.values().get(0));
        }
        List<Object> buckets = new ArrayList<>();
        for (long number : one.values()) {
            buckets.add(unsigned(number));
        }
        return buckets;
    }

    private static Object unsigned(long bits) {
        return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
    }

    private static Map<String, Object> schema(String target, List<KvmStats.Entry> entries) {
        List<Object> all = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            all.add(described(entries.get(i)));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("provider", "kvm");
        schema.put("target", target);
        schema.put("stats", all);
        return schema;
    }

    private static Map<String, Object> described(KvmStats.Entry one) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", one.name());
        shown.put("type", StatsTypes.KIND.values().get(one.kind().ordinal()));
        if (one.unit() > 0 && one.unit() <= StatsTypes.UNIT.values().size()) {
            shown.put("unit", StatsTypes.UNIT.values().get(one.unit() - 1));
        }
        if (one.exponent() != 0) {
            shown.put("base", one.binary() ? 2L : TEN);
        }
        shown.put("exponent", (long) one.exponent());
        if (one.kind() == KvmStats.Kind.LINEAR_HISTOGRAM) {
            shown.put("bucket-size", one.bucket() & 0xffffffffL);
        }
        return shown;
    }
}
