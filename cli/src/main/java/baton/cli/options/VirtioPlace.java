package baton.cli.options;

/**
 * What every virtio device of {@code -device} has.
 *
 * @param driver as it was written, such as {@code virtio-rng-device}: its end says which transport
 * @param id the user's name, or null
 * @param bus the bus asked for, or null
 * @param where the option, for errors
 */
public record VirtioPlace(String driver, String id, String bus, String where) {
    /** Whether it goes behind virtio-mmio. */
    public boolean mmio() {
        return driver.endsWith("-device");
    }
}
