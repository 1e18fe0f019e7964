package baton.cli.options;

/**
 * What the guest starts from.
 *
 * @param kernel {@code -kernel}, or null
 * @param initrd {@code -initrd}, or null
 * @param append {@code -append}, or null
 * @param disk file of the first disk, whose first sector is started without a kernel; or null
 * @param order {@code -boot}
 */
public record BootOptions(String kernel, String initrd, String append, String disk, BootOrder order) {}
