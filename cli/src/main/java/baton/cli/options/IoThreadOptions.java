package baton.cli.options;

/**
 * {@code -object iothread}: a thread that serves the devices that name it.
 *
 * @param id unique among objects
 */
public record IoThreadOptions(String id) implements ObjectOptions {
    @Override
    public String typeName() {
        return "iothread";
    }
}
