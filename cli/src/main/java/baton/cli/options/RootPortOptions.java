package baton.cli.options;

/**
 * {@code -device pcie-root-port}.
 *
 * @param spot what every PCI device has
 * @param chassis number of the chassis; with the slot's it is not used twice
 * @param slot number of the slot
 * @param port number of the port
 */
public record RootPortOptions(PciSpot spot, int chassis, int slot, int port) implements PlugOptions {
    @Override
    public <R, E extends Exception> R fold(Fold<R, E> fold) throws E {
        return fold.rootPort(this);
    }
}
