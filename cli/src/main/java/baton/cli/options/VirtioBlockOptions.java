package baton.cli.options;

import baton.block.ErrorPolicy;

/**
 * {@code -device virtio-blk-*}.
 *
 * @param place what every virtio device has
 * @param drive the drive or node it is on
 * @param serial empty for none
 * @param ioThread id of the thread that serves it, null for one of its own
 * @param queues how many, 0 for what suits the transport: one on mmio, one a processor on PCI
 * @param queueSize number of descriptors
 * @param shareWrite whether other processes may write to the image too
 * @param onRead what is done when reading fails, null as the drive says
 * @param onWrite the same for writing
 */
public record VirtioBlockOptions(
        VirtioPlace place,
        String drive,
        String serial,
        String ioThread,
        int queues,
        int queueSize,
        boolean shareWrite,
        ErrorPolicy onRead,
        ErrorPolicy onWrite)
        implements VirtioDeviceOptions {
    @Override
    public <R, E extends Exception> R fold(Fold<R, E> fold) throws E {
        return fold.block(this);
    }
}
