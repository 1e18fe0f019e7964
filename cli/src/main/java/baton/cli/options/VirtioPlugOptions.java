package baton.cli.options;

/**
 * {@code -device virtio-*-pci}.
 *
 * @param spot what every PCI device has
 * @param device the device behind the transport
 */
public record VirtioPlugOptions(PciSpot spot, VirtioDeviceOptions device) implements PlugOptions {
    @Override
    public <R, E extends Exception> R fold(Fold<R, E> fold) throws E {
        return fold.virtio(this);
    }
}
