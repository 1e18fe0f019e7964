package baton.cli.options;

/** One virtio device of {@code -device}. */
public sealed interface VirtioDeviceOptions
        permits VirtioBalloonOptions, VirtioBlockOptions, VirtioNetOptions, VirtioRngOptions, VirtioSerialOptions {
    /** A case for each kind of device. */
    interface Fold<R, E extends Exception> {
        /** {@code virtio-balloon}. */
        R balloon(VirtioBalloonOptions options) throws E;

        /** {@code virtio-blk}. */
        R block(VirtioBlockOptions options) throws E;

        /** {@code virtio-net}. */
        R net(VirtioNetOptions options) throws E;

        /** {@code virtio-rng}. */
        R rng(VirtioRngOptions options) throws E;

        /** {@code virtio-serial}. */
        R serial(VirtioSerialOptions options) throws E;
    }

    /** What every virtio device has. */
    VirtioPlace place();

    /** The case of this one. */
    <R, E extends Exception> R fold(Fold<R, E> fold) throws E;
}
