package baton.migration.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code info migrate}: QEMU's lines for a MigrationInfo. Tabs are QEMU's; line ends are the monitor's. */
final class MigrationText {
    private static final String UNITS = "KMGTPE";

    private final List<String> lines = new ArrayList<>();

    private MigrationText() {}

    static List<String> of(Map<String, ?> info, boolean all) {
        MigrationText text = new MigrationText();
        text.blocked((List<?>) info.get("blocked-reasons"));
        if (info.containsKey("status")) {
            text.status(info);
        }
        if (all) {
            text.globals();
        }
        return text.lines;
    }

    private void blocked(List<?> reasons) {
        if (reasons != null) {
            lines.add("Outgoing migration blocked:");
            for (Object reason : reasons) {
                lines.add("  " + reason);
            }
        }
    }

    private void status(Map<String, ?> info) {
        String status = (String) info.get("status");
        Object why = info.get("error-desc");
        lines.add("Status: \t\t" + status + (status.equals("failed") && why != null ? " (" + why + ")" : ""));
        if (info.get("total-time") instanceof Long total && total != 0) {
            lines.add("Time (ms): \t\ttotal=" + total + ", setup=" + info.get("setup-time") + down(info));
        }
        if (info.get("x-pause") instanceof Map<?, ?> parts) {
            pause(parts);
        }
        if (info.get("socket-address") instanceof List<?> addresses) {
            sockets(addresses);
        }
        if (info.get("ram") instanceof Map<?, ?> ram) {
            ram(ram);
        }
        if (info.get("xbzrle-cache") instanceof Map<?, ?> cache) {
            xbzrle(cache);
        }
    }

    private void xbzrle(Map<?, ?> cache) {
        lines.add("XBZRLE: size=" + cache.get("cache-size") + ", transferred=" + cache.get("bytes") + ", pages="
                + cache.get("pages") + ", miss=" + cache.get("cache-miss"));
        lines.add("  miss_rate=" + rate(cache, "cache-miss-rate") + ", encode_rate=" + rate(cache, "encoding-rate")
                + ", overflow=" + cache.get("overflow"));
    }

    private static String rate(Map<?, ?> cache, String name) {
        return new BigDecimal((Double) cache.get(name))
                .setScale(2, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** Baton's own line: where the time went in which the guest stood still. */
    private void pause(Map<?, ?> parts) {
        StringBuilder line = new StringBuilder("Pause (us): \t\t");
        long total = 0;
        for (Map.Entry<?, ?> part : parts.entrySet()) {
            line.append(part.getKey()).append('=').append(part.getValue()).append(", ");
            total += (Long) part.getValue();
        }
        lines.add(line.append("total=").append(total).toString());
    }

    private static String down(Map<String, ?> info) {
        Object expected = info.get("expected-downtime");
        return expected == null ? ", down=" + info.get("downtime") : ", exp_down=" + expected;
    }

    private void sockets(List<?> addresses) {
        lines.add("Sockets: [");
        for (Object address : addresses) {
            lines.add("\t" + socket((Map<?, ?>) address));
        }
        lines.add("]");
    }

    private static String socket(Map<?, ?> address) {
        return switch ((String) address.get("type")) {
            case "unix" -> "unix:" + address.get("path");
            case "fd" -> "fd:" + address.get("str");
            case "vsock" -> "vsock:" + address.get("cid") + ":" + address.get("port");
            default -> "tcp:" + address.get("host") + ":" + address.get("port");
        };
    }

    private void ram(Map<?, ?> ram) {
        lines.add("RAM info:");
        lines.add("  Throughput (Mbps): \t"
                + new BigDecimal((Double) ram.get("mbps"))
                        .setScale(2, RoundingMode.HALF_EVEN)
                        .toPlainString());
        lines.add("  Sizes: \t\tpagesize=" + size(ram, "page-size") + ", total=" + size(ram, "total"));
        lines.add("  Transfers: \t\ttransferred=" + size(ram, "transferred") + ", remain=" + size(ram, "remaining"));
        lines.add("    Channels: \t\tprecopy=" + size(ram, "precopy-bytes") + ", multifd=" + size(ram, "multifd-bytes")
                + ", postcopy=" + size(ram, "postcopy-bytes"));
        lines.add("    Page Types: \tnormal=" + ram.get("normal") + ", zero=" + ram.get("duplicate"));
        lines.add("  Page Rates (pps): \ttransfer=" + ram.get("pages-per-second")
                + unlessZero(ram, ", dirty=", "dirty-pages-rate"));
        lines.add("  Others: \t\tdirty_syncs=" + ram.get("dirty-sync-count")
                + unlessZero(ram, ", postcopy_req=", "postcopy-requests")
                + unlessZero(ram, ", downtime_bytes=", "downtime-bytes")
                + unlessZero(ram, ", zerocopy_fallbacks=", "dirty-sync-missed-zero-copy"));
    }

    private static String unlessZero(Map<?, ?> ram, String label, String name) {
        Object value = ram.get(name);
        return value.equals(0L) ? "" : label + value;
    }

    private static String size(Map<?, ?> ram, String name) {
        return size((Long) ram.get(name));
    }

    /** Three significant digits and a unit that keeps the number below 1000: {@code 64.5 MiB}. */
    static String size(long bytes) {
        int unit = 0;
        double value = bytes;
        while (value >= 1000 && unit < UNITS.length()) {
            value /= 1024;
            unit++;
        }
        BigDecimal digits = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        return digits.toPlainString() + (unit == 0 ? " B" : " " + UNITS.charAt(unit - 1) + "iB");
    }

    private void globals() {
        lines.add("Globals:");
        lines.add("  store-global-state: on");
        lines.add("  only-migratable: off");
        lines.add("  send-configuration: on");
        lines.add("  send-section-footer: on");
        lines.add("  send-switchover-start: on");
        lines.add("  clear-bitmap-shift: 18");
    }
}
