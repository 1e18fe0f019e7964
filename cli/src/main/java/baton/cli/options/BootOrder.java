package baton.cli.options;

/**
 * {@code -boot}, for guests that ask fw_cfg.
 *
 * @param order letters of devices
 * @param once letters for the first boot only; null for the same
 * @param menu whether a menu was asked for
 * @param strict whether nothing but the order may be booted
 * @param splashTime milliseconds; -1 when not given
 * @param rebootTimeout milliseconds; -1 when not given
 */
public record BootOrder(String order, String once, boolean menu, boolean strict, long splashTime, long rebootTimeout) {}
