package baton.cli.options;

/**
 * {@code -device pvpanic} or {@code pvpanic-pci}.
 *
 * @param spot its driver and name, and the place of one of PCI; one of ISA is at its usual port
 * @param events what a guest is told it may report
 */
public record PanicOptions(PciSpot spot, int events) implements PlugOptions {
    @Override
    public <R, E extends Exception> R fold(Fold<R, E> fold) throws E {
        return fold.panic(this);
    }
}
