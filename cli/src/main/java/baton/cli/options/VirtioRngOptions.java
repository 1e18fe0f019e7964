package baton.cli.options;

/**
 * {@code -device virtio-rng-*}.
 *
 * @param place what every virtio device has
 * @param rng id of its source, null for the built-in one
 */
public record VirtioRngOptions(VirtioPlace place, String rng) implements VirtioDeviceOptions {
    @Override
    public <R, E extends Exception> R fold(Fold<R, E> fold) throws E {
        return fold.rng(this);
    }
}
