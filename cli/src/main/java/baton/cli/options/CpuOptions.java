package baton.cli.options;

import java.util.List;

/**
 * {@code -cpu}.
 *
 * @param model {@code qemu64}, {@code host} or {@code max}
 * @param features in the order given, later ones count; names are QEMU's
 */
public record CpuOptions(String model, List<Feature> features) {
    /**
     * A property of the CPU.
     *
     * @param name such as {@code cx16} or {@code migratable}
     * @param value such as {@code on}
     */
    public record Feature(String name, String value) {}

    /** Copies the list. */
    public CpuOptions {
        features = List.copyOf(features);
    }
}
