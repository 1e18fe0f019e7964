package baton.tests.migration;

import java.util.List;
import java.util.Map;

/** What is switched on for a migration, on both sides. */
enum Feature {
    PLAIN(List.of(), Map.of()),
    CHANNELS(List.of(), Map.of()),
    RETURN_PATH(List.of("return-path"), Map.of()),
    SWITCHOVER_ACK(List.of("return-path", "switchover-ack"), Map.of()),
    PRE_SWITCHOVER(List.of("pause-before-switchover"), Map.of()),
    AUTO_CONVERGE(List.of("auto-converge"), Map.of("cpu-throttle-initial", 50)),
    VALIDATE_UUID(List.of("validate-uuid"), Map.of()),
    IGNORE_SHARED(List.of("x-ignore-shared"), Map.of()),
    ALL_PAGES(List.of(), Map.of("zero-page-detection", "none")),
    XBZRLE(List.of("xbzrle"), Map.of()),
    MULTIFD(List.of("multifd"), Map.of("multifd-channels", 3)),
    MULTIFD_ZLIB(List.of("multifd"), Map.of("multifd-compression", "zlib")),
    MAPPED_RAM(List.of("mapped-ram"), Map.of()),
    MAPPED_MULTIFD(List.of("mapped-ram", "multifd"), Map.of()),
    MAPPED_DIRECT(List.of("mapped-ram", "multifd"), Map.of("direct-io", true));

    private final List<String> capabilities;
    private final Map<String, Object> parameters;

    Feature(List<String> capabilities, Map<String, Object> parameters) {
        this.capabilities = capabilities;
        this.parameters = parameters;
    }

    List<String> capabilities() {
        return capabilities;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** Whether the destination must be able to answer. */
    boolean answers() {
        return capabilities.contains("return-path");
    }

    /** QEMU's refusal of this on {@code route}; null when it goes. */
    String refusal(Route route) {
        if (parameters.containsKey("direct-io") && route == Route.FDSET) {
            // The set would need a second descriptor, opened with O_DIRECT. (QEMU 10.0 crashes.)
            return "Failed to find file descriptor with matching flags=0x4001";
        }
        if (capabilities.contains("mapped-ram")) {
            return route.seekable() ? null : "Migration requires seekable transport (e.g. file)";
        }
        boolean channels = capabilities.contains("multifd");
        return channels && !route.manyChannels() ? "Migration requires multi-channel URIs (e.g. tcp)" : null;
    }
}
