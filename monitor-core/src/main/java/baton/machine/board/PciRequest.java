package baton.machine.board;

/**
 * What a user says of any PCI device.
 *
 * @param driver QEMU's type name
 * @param id the user's name, or null
 * @param bus the name of the bus it is to be on; null for the first
 * @param devfn device number times 8, and function; -1 for the first free one
 * @param hot whether the machine is there already, so that its guest is told
 */
public record PciRequest(String driver, String id, String bus, int devfn, boolean hot) {}
