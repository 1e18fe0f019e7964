package baton.cli.options;

/**
 * {@code -device virtio-balloon-*}.
 *
 * @param place what every virtio device has
 * @param deflateOnOom whether a guest that runs out of memory may take pages back unasked
 */
public record VirtioBalloonOptions(VirtioPlace place, boolean deflateOnOom) implements VirtioDeviceOptions {
    @Override
    public <R, E extends Exception> R fold(Fold<R, E> fold) throws E {
        return fold.balloon(this);
    }
}
