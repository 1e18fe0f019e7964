package baton.cli.options;

/**
 * {@code -device virtio-net-*}.
 *
 * @param place what every virtio device has
 * @param netdev id of its other end, null for none
 * @param mac its address, null for one that is made up
 * @param rxQueueSize descriptors of the receive queue
 * @param txQueueSize descriptors of the transmit queue
 */
public record VirtioNetOptions(VirtioPlace place, String netdev, byte[] mac, int rxQueueSize, int txQueueSize)
        implements VirtioDeviceOptions {
    @Override
    public <R, E extends Exception> R fold(Fold<R, E> fold) throws E {
        return fold.net(this);
    }
}
