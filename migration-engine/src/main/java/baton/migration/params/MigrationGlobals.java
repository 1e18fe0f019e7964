package baton.migration.params;

import java.util.Map;

/** The properties {@code -global migration.NAME=VALUE} knows: most parameters, some capabilities, under other names. */
public final class MigrationGlobals {
    private MigrationGlobals() {}

    /** The capability a property stands for, or null. There is none for x-ignore-shared and six more, as in QEMU. */
    public static Capability capability(String property) {
        return switch (property) {
            case "x-xbzrle",
                    "x-rdma-pin-all",
                    "x-auto-converge",
                    "x-zero-blocks",
                    "x-events",
                    "x-postcopy-ram",
                    "x-postcopy-preempt",
                    "x-release-ram",
                    "x-return-path",
                    "x-multifd",
                    "x-background-snapshot",
                    "x-zero-copy-send",
                    "x-switchover-ack",
                    "x-dirty-limit" -> Capability.named(property.substring(2));
            case "x-colo", "mapped-ram" -> Capability.named(property);
            default -> null;
        };
    }

    /** The parameter a property stands for, or null. */
    public static Parameter parameter(String property) {
        return switch (property) {
            case "x-throttle-trigger-threshold",
                    "x-cpu-throttle-initial",
                    "x-cpu-throttle-increment",
                    "x-cpu-throttle-tailslow",
                    "x-max-bandwidth",
                    "x-downtime-limit",
                    "x-multifd-channels",
                    "x-multifd-compression",
                    "x-xbzrle-cache-size",
                    "x-max-postcopy-bandwidth" -> Parameter.named(property.substring(2));
            case "max-bandwidth",
                    "downtime-limit",
                    "throttle-trigger-threshold",
                    "cpu-throttle-initial",
                    "cpu-throttle-increment",
                    "cpu-throttle-tailslow",
                    "block-bitmap-mapping",
                    "cpr-exec-command" -> null;
            default -> Parameter.named(property);
        };
    }

    /**
     * Reads a property's text. Sizes are plain bytes here, unlike on the monitor.
     *
     * @throws ParameterRefused with QEMU's text behind {@code can't apply global migration.NAME=VALUE: }
     */
    public static MigrationParameters with(MigrationParameters old, Parameter p, String text) throws ParameterRefused {
        if (p.type() == ParameterType.BANDWIDTH) {
            return old.with(Map.of(p.wireName(), ParameterType.SIZE.fromText(p, text)));
        }
        return old.withText(p.wireName(), text);
    }

    /** The switch behind a capability property's text. */
    public static boolean flag(String property, String text) throws ParameterRefused {
        return switch (text) {
            case "on", "yes", "true", "y" -> true;
            case "off", "no", "false", "n" -> false;
            default -> throw ParameterRefused.expects("migration." + property, "'on' or 'off'");
        };
    }
}
