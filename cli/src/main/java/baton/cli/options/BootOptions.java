package baton.cli.options;

/**
 * What the guest starts from.
 *
 * @param kernel {@code -kernel}, or null
 * @param initrd {@code -initrd}, or null
 * @param append {@code -append}, or null
 * @param order {@code -boot}
 */
public record BootOptions(String kernel, String initrd, String append, BootOrder order) {}
