package baton.cli.options;

/** A device that is added to a machine that is there, by {@code -device} or while it runs. */
public sealed interface PlugOptions permits RootPortOptions, VirtioPlugOptions, PanicOptions, GenerationOptions {
    /** A case for each kind. */
    interface Fold<R, E extends Exception> {
        /** {@code pcie-root-port}. */
        R rootPort(RootPortOptions options) throws E;

        /** {@code pvpanic} and {@code pvpanic-pci}. */
        R panic(PanicOptions options) throws E;

        /** {@code vmgenid}. */
        R generation(GenerationOptions options) throws E;

        /** {@code virtio-*-pci}. */
        R virtio(VirtioPlugOptions options) throws E;
    }

    /** What every device has; one of ISA has no place. */
    PciSpot spot();

    /** The case of this one. */
    <R, E extends Exception> R fold(Fold<R, E> fold) throws E;
}
