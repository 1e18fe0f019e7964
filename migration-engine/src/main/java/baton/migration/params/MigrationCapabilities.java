package baton.migration.params;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All migration capabilities at one moment. Immutable; every change is checked as QEMU 10.2 checks it. */
public final class MigrationCapabilities {
    private static final Capability[] ALL = Capability.values();

    private final int on;

    private MigrationCapabilities(int on) {
        this.on = on;
    }

    /** What a new process starts with: all off. */
    public static MigrationCapabilities defaults() {
        return new MigrationCapabilities(0);
    }

    /** Whether {@code c} is on. */
    public boolean has(Capability c) {
        return (on & bit(c)) != 0;
    }

    /** {@code migrate-set-capabilities}: all of the given changes together, or none. */
    public MigrationCapabilities with(Map<Capability, Boolean> changes) throws ParameterRefused {
        int next = on;
        for (Map.Entry<Capability, Boolean> change : changes.entrySet()) {
            next = change.getValue() ? next | bit(change.getKey()) : next & ~bit(change.getKey());
        }
        MigrationCapabilities result = new MigrationCapabilities(next);
        CapabilityChecks.check(this, result);
        return result;
    }

    /** {@code query-migrate-capabilities}: 22 elements of {@code {capability, state}} in QAPI order. */
    public List<Map<String, Object>> toList() {
        List<Map<String, Object>> list = new ArrayList<>(ALL.length);
        for (Capability c : ALL) {
            Map<String, Object> element = new LinkedHashMap<>();
            element.put("state", has(c));
            element.put("capability", c.wireName());
            list.add(element);
        }
        return list;
    }

    /** {@code info migrate_capabilities}: one line each, without line ends. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(ALL.length);
        for (Capability c : ALL) {
            lines.add(c.wireName() + (has(c) ? ": on" : ": off"));
        }
        return lines;
    }

    private static int bit(Capability c) {
        return 1 << c.ordinal();
    }
}
