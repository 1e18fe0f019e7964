package baton.cli.options;

/**
 * What every virtio device of {@code -device} has.
 *
 * @param driver of the device itself, such as {@code virtio-rng-device}, whatever its transport
 * @param mmio whether it goes behind virtio-mmio, not PCI
 * @param id the user's name, or null
 * @param bus the bus asked for, or null
 * @param where the option, for errors
 */
public record VirtioPlace(String driver, boolean mmio, String id, String bus, String where) {}
