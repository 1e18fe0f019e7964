package baton.device.virtio.balloon;

import baton.device.virtio.ScatterList;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a guest tells of its memory (Virtio 1.2, 5.5.6.4), by QEMU's names. Under the device's lock. */
final class BalloonStats {
    private static final String[] NAMES = {
        "stat-swap-in",
        "stat-swap-out",
        "stat-major-faults",
        "stat-minor-faults",
        "stat-free-memory",
        "stat-total-memory",
        "stat-available-memory",
        "stat-disk-caches",
        "stat-htlb-pgalloc",
        "stat-htlb-pgfail",
        "stat-oom-kills",
        "stat-alloc-stalls",
        "stat-async-scans",
        "stat-direct-scans",
        "stat-async-reclaims",
        "stat-direct-reclaims"
    };
    private static final int ENTRY = 10;
    private static final int MAX_ENTRIES = 64;
    private static final long UNKNOWN = -1;

    private final long[] values = new long[NAMES.length];
    private long updatedSeconds;

    BalloonStats() {
        Arrays.fill(values, UNKNOWN);
    }

    /** Forgets everything. */
    void reset() {
        Arrays.fill(values, UNKNOWN);
    }

    /** Takes what a driver has put into its buffer; tags nobody knows are left out. */
    void take(ScatterList from, long nowSeconds) {
        reset(); // a driver may tell less than the one before
        byte[] bytes = new byte[(int) Math.min(ENTRY * MAX_ENTRIES, from.bytes())];
        from.read(0, bytes, 0, bytes.length);
        for (int at = 0; at + ENTRY <= bytes.length; at += ENTRY) {
            int tag = bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
            long value = 0;
            for (int i = 7; i >= 0; i--) {
                value = value << 8 | bytes[at + 2 + i] & 0xff;
            }
            if (tag < values.length) {
                values[tag] = value;
            }
        }
        updatedSeconds = nowSeconds;
    }

    private static Number unsigned(long value) {
        return value >= 0 ? (Number) value : new BigInteger(Long.toUnsignedString(value));
    }

    /** QOM's {@code guest-stats}. */
    Map<String, Object> show() {
        Map<String, Object> stats = new LinkedHashMap<>();
        for (int i = 0; i < NAMES.length; i++) {
            stats.put(NAMES[i], unsigned(values[i]));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("stats", stats);
        all.put("last-update", updatedSeconds);
        return all;
    }
}
