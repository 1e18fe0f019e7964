package baton.cli.options;

/**
 * {@code -device isa-serial}, the one device a command line may add.
 *
 * @param id or null
 * @param chardev id of its chardev; null for none
 * @param index which COM port, 0 to 3; -1 for the next
 * @param ioPort -1 for the port's usual one
 * @param irq -1 for the port's usual one
 * @param where the option, for errors
 */
public record SerialDeviceOptions(String id, String chardev, int index, int ioPort, int irq, String where) {}
