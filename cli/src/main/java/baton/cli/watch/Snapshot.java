package baton.cli.watch;

import baton.cli.proc.ThreadTimes;
import baton.cli.qmp.QmpConnection;
import baton.cli.qmp.QmpRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A machine at one moment, as its monitor tells it.
 *
 * @param nanos when: {@code System.nanoTime()}
 * @param name the guest's, or an empty text
 * @param runState as query-status has it
 * @param ramBytes the guest's memory
 * @param cpuMillis what each vCPU's thread has run so far; -1 where that cannot be seen
 * @param migration what query-migrate says
 */
record Snapshot(long nanos, String name, String runState, long ramBytes, List<Long> cpuMillis, Map<?, ?> migration) {
    /** Asks. {@code process} is the monitor's id, or 0 when it runs elsewhere. */
    static Snapshot of(QmpConnection qmp, long process) throws IOException, QmpRefused {
        Object name = qmp.query("query-name").get("name");
        Object ram = qmp.query("query-memory-size-summary").get("base-memory");
        return new Snapshot(
                System.nanoTime(),
                name == null ? "" : String.valueOf(name),
                qmp.runState(),
                ram instanceof Number bytes ? bytes.longValue() : 0,
                cpus(qmp, process),
                qmp.query("query-migrate"));
    }

    private static List<Long> cpus(QmpConnection qmp, long process) throws IOException, QmpRefused {
        List<Long> times = new ArrayList<>();
        if (qmp.execute("query-cpus-fast") instanceof List<?> all) {
            for (Object one : all) {
                boolean seen = process > 0 && one instanceof Map<?, ?> cpu && cpu.get("thread-id") instanceof Number;
                times.add(
                        seen
                                ? ThreadTimes.millis(process, ((Number) ((Map<?, ?>) one).get("thread-id")).longValue())
                                : -1);
            }
        }
        return times;
    }
}
