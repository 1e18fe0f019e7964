package baton.cli.options;

/**
 * {@code -device vmgenid}.
 *
 * @param spot its driver and name; it is on no bus
 * @param guid a UUID in lower case, null for one nobody else has
 */
public record GenerationOptions(PciSpot spot, String guid) implements PlugOptions {
    @Override
    public <R, E extends Exception> R fold(Fold<R, E> fold) throws E {
        return fold.generation(this);
    }
}
